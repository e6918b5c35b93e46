"""Texts compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from policy.policies.redlining import Piece, changes_in

TEXTS = st.text(alphabet="ab é.\n-", max_size=60)


def side(pieces, without):
    return "".join(piece.text for piece in pieces if piece.kind != without)


@given(TEXTS, TEXTS)
def test_pieces_are_both_texts_whole(old, new):
    pieces = changes_in(old, new)

    assert (side(pieces, "inserted"), side(pieces, "deleted")) == (old, new)


def test_words_stay_whole():
    assert changes_in("A lieutenant approves.", "A captain approves.") == (
        Piece("same", "A "),
        Piece("deleted", "lieutenant"),
        Piece("inserted", "captain"),
        Piece("same", " approves."),
    )


def test_small_match_between_two_changes_is_part_of_the_change():
    pieces = changes_in(
        "Every search is approved by a sergeant at once", "No result may be used at once"
    )

    assert [piece.kind for piece in pieces] == ["deleted", "inserted", "same"]


def test_text_of_more_words_than_there_are_plain_characters():
    many = " ".join(f"w{number}" for number in range(60_000))

    assert changes_in(many, f"{many} end")[-1] == Piece("inserted", " end")
