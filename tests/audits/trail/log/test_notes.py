import pytest

from audits.trail.log import notes
from audits.trail.log.keys import Verifier, generate, read_signer, read_verifier
from audits.trail.log.notes import BadSignature, NoteError, Signature
from tests.audits.trail.log.building import SIGNER, THIEF, WITNESS
from tests.audits.trail.log.vectors import (
    C2SP_NOTE,
    C2SP_VERIFIER,
    GO_NOTE,
    GO_SIGNER,
    GO_TEXT,
    GO_VERIFIER,
)


def test_note_is_signed_to_the_byte_as_go_signs_it():
    assert str(notes.sign(GO_TEXT, [read_signer(GO_SIGNER)])) == GO_NOTE


@pytest.mark.parametrize(("note", "key"), [(GO_NOTE, GO_VERIFIER), (C2SP_NOTE, C2SP_VERIFIER)])
def test_notes_of_others_verify(note, key):
    verifier = read_verifier(key)

    assert notes.verify(notes.parse(note.encode()), [verifier]) == (verifier,)


def test_note_comes_back_as_it_was():
    text = "first\n\nafter an empty line\n"

    note = notes.parse(str(notes.sign(text, [SIGNER, THIEF])))

    assert note.text == text
    assert notes.verify(note, [THIEF.verifier, SIGNER.verifier]) == (
        SIGNER.verifier,
        THIEF.verifier,
    )


def test_changed_text_is_refused_with_the_name_of_the_key():
    note = notes.parse(GO_NOTE.replace("your problem is", "our problem is"))

    with pytest.raises(BadSignature, match=r"PeterNeumann \(c74f20a3\) does not fit"):
        notes.verify(note, [read_verifier(GO_VERIFIER)])


def test_unknown_signatures_are_passed_over_even_when_they_share_a_name():
    note = notes.sign("text\n", [THIEF, SIGNER])

    assert notes.verify(note, [SIGNER.verifier]) == (SIGNER.verifier,)


def test_note_that_nobody_known_signed_is_refused_with_who_did():
    note = notes.sign("text\n", [THIEF])

    with pytest.raises(NoteError, match=f"signed by: {THIEF.name} .{THIEF.verifier.key_id.hex()}"):
        notes.verify(note, [SIGNER.verifier])


def test_bad_signature_of_a_known_key_is_refused_beside_a_good_one():
    good = notes.sign("text\n", [SIGNER])
    forged = Signature(THIEF.name, THIEF.verifier.key_id, b"s" * 64)

    with pytest.raises(BadSignature):
        notes.verify(notes.Note("text\n", (*good.signatures, forged)), [*verifiers(SIGNER, THIEF)])


def test_known_key_may_not_hide_a_bad_signature_behind_a_good_one():
    good = notes.sign("text\n", [SIGNER])
    bad = Signature(SIGNER.name, SIGNER.verifier.key_id, b"s" * 64)

    with pytest.raises(BadSignature):
        notes.verify(notes.Note("text\n", (*good.signatures, bad)), [SIGNER.verifier])


def test_keys_of_one_name_and_id_are_told_apart_by_their_signature():
    signed = notes.sign("text\n", [SIGNER])
    same_id = Verifier(SIGNER.name, SIGNER.kind, THIEF.verifier.public)
    same_id.__dict__["key_id"] = SIGNER.verifier.key_id

    with pytest.raises(BadSignature):
        notes.verify(signed, [same_id])


def test_witness_does_not_sign_without_a_time():
    with pytest.raises(NoteError, match="what it signs has a time"):
        notes.sign("text\n", [WITNESS])


def test_newer_signature_of_a_key_takes_the_place_of_the_older():
    note = notes.sign("text\n", [SIGNER, THIEF])
    newer = Signature(SIGNER.name, SIGNER.verifier.key_id, b"newer" * 10)

    assert note.add([newer]).signatures == (newer, note.signatures[1])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "ends with an empty line"),
        (GO_TEXT, "ends with an empty line"),
        (GO_TEXT + "\n", "ends with an empty line"),
        (GO_NOTE[:-1], "ends with an empty line"),
        (GO_NOTE + "\n", "ends with an empty line"),
        (GO_NOTE + "more\n", "'more' is not a line of signature"),
        (GO_NOTE.replace("— ", "- "), "not a line of signature"),
        (GO_NOTE.replace("— PeterNeumann", "— Peter+Neumann"), "not a line of signature"),
        (GO_NOTE.replace("— PeterNeumann", "— "), "not a line of signature"),
        (GO_NOTE.replace("JnAM=", "JnAM"), "not a line of signature"),
        (GO_NOTE.replace("JnAM=", "JnAN="), "not a line of signature"),
        ("text\n\n— a AAAAAA==\n", "not a line of signature"),
        (GO_NOTE.replace("\n\n", "\n\r\n"), "a control character"),
        (GO_NOTE.replace("your", "yo\tur"), "a control character"),
        (b"\xff" + GO_NOTE.encode(), "not UTF-8"),
        ("text\n\n" + "— a AAAAAAA=\n" * 101, "101 signatures"),
        ("t" * 1_000_001, "longer than 1,000,000 bytes"),
    ],
)
def test_what_is_no_note_is_refused_with_what_is_wrong(data, message):
    with pytest.raises(NoteError, match=message):
        notes.parse(data)


def test_as_many_signatures_as_are_allowed_are_read():
    note = notes.parse("text\n\n" + "— a AAAAAAA=\n" * 100)

    assert len(note.signatures) == 100


@pytest.mark.parametrize("text", ["no newline", "a\ttab\n"])
def test_text_that_would_be_no_note_is_not_signed(text):
    with pytest.raises(NoteError):
        notes.sign(text, [SIGNER])


def test_sixteen_signers_fit():
    signers = [generate(f"signer{number}.example") for number in range(16)]

    note = notes.parse(str(notes.sign("text\n", signers)))

    assert notes.verify(note, verifiers(*signers)) == verifiers(*signers)


def verifiers(*signers):
    return tuple(signer.verifier for signer in signers)
