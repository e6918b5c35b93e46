"""What somebody who owns the database can do to the trail, and how each is told.

All of it is written by a superuser past every trigger: the application's own role can do none.
"""

from pathlib import Path

import pytest
from django.conf import LazySettings

from audits.trail.log.keys import generate
from audits.trail.log.tiles import Tile
from audits.trail.models import Checkpoint, Position
from audits.trail.recording.events import tell
from tests.audits.trail.sealed import (
    Trail,
    a_trail,
    past_triggers,
    rewrite,
    verify_as_json,
    verify_trail,
)

pytestmark = pytest.mark.django_db

WHOLE, TAMPERED, CANNOT_TELL = 0, 1, 2


@pytest.fixture
def trail(tmp_path: Path, settings: LazySettings) -> Trail:
    trail = a_trail(tmp_path, settings)
    trail.grow(40)
    trail.grow(40)
    return trail


def swap(one: int, other: int) -> None:
    ids = dict(Position.objects.filter(index__in=(one, other)).values_list("index", "entry_id"))
    for index, entry in ((one, -1), (other, ids[one]), (one, ids[other])):
        past_triggers("UPDATE trail_position SET entry_id = %s WHERE index = %s", entry, index)


def move_up(after: int) -> None:
    """Closes the gap at an index, as if there had never been anything."""
    past_triggers("UPDATE trail_position SET index = -index WHERE index > %s", after)
    past_triggers("UPDATE trail_position SET index = -index - 1 WHERE index < 0")


def delete(index: int) -> None:
    entry = Position.objects.get(index=index).entry_id
    past_triggers("DELETE FROM trail_position WHERE index = %s", index)
    past_triggers("DELETE FROM trail_entry WHERE id = %s", entry)


def roll_back(size: int) -> None:
    past_triggers("DELETE FROM trail_checkpoint WHERE size > %s", size)
    past_triggers(
        "DELETE FROM trail_entry WHERE id IN "
        "(SELECT entry_id FROM trail_position WHERE index >= %s)",
        size,
    )
    past_triggers("DELETE FROM trail_position WHERE index >= %s", size)


def faults() -> list[tuple[str, int | None]]:
    return [(it["wrong"], it["index"]) for it in verify_as_json()["faults"]]


def flip_a_bit(trail: Trail, path: str, at: int) -> None:
    data = bytearray(trail.store.read(path))
    data[at] ^= 1
    trail.store.write(path, bytes(data))


def test_trail_that_nobody_touched_is_whole(trail):
    answer = verify_trail()

    assert answer == (WHOLE, answer.text)
    assert answer.lines[0] == f"Whole: {trail.size:,} entries are as they were sealed."


def test_rewritten_entry_is_told_with_its_place_and_what_it_was(trail):
    index = trail.size - 30

    rewrite(index, old='"viewed"', new='"signed"')

    (fault,) = verify_as_json()["faults"]
    assert (fault["wrong"], fault["index"]) == ("changed", index)
    assert (fault["about"]["verb"], fault["about"]["kind"]) == ("viewed", "page")
    assert fault["words"].startswith(
        f"Entry {index:,} was changed. It was sealed as: the tests: viewed page 10, at "
    )


def test_rewritten_entry_with_its_hashes_is_told_by_the_signed_tree(trail):
    index = trail.size - 30
    rewrite(index, old='"viewed"', new='"signed"')

    past_triggers("UPDATE trail_entry SET leaf = sha256('\\x00'::bytea || entry)")
    past_triggers(
        "UPDATE trail_position SET leaf = e.leaf, verb = 'signed' FROM trail_entry e "
        "WHERE e.id = entry_id AND index = %s",
        index,
    )

    assert faults() == [("changed", index)]


def test_rewritten_entry_that_was_signed_again_is_told_by_the_published_log(trail):
    index = trail.size - 30
    rewrite(index, old='"viewed"', new='"signed"')
    past_triggers("UPDATE trail_position SET verb = 'signed' WHERE index = %s", index)

    trail.sign_again()

    assert faults() == [("changed", index)]


def test_rewritten_content_is_told(trail):
    index = trail.size - 30

    past_triggers(
        "UPDATE trail_entry SET content = content || ' '::bytea "
        "WHERE id = (SELECT entry_id FROM trail_position WHERE index = %s)",
        index,
    )

    assert faults() == [("changed", index)]


def test_content_that_was_removed_without_an_order_is_told(trail):
    index = trail.size - 30

    past_triggers(
        "UPDATE trail_entry SET content = NULL "
        "WHERE id = (SELECT entry_id FROM trail_position WHERE index = %s)",
        index,
    )

    assert faults() == [("removed", index)]


def test_stored_hash_that_was_changed_is_told(trail):
    past_triggers("UPDATE trail_position SET leaf = sha256('') WHERE index = 7")

    assert faults() == [("changed", 7)]


def test_columns_that_were_changed_so_that_an_entry_is_not_found_are_told(trail):
    past_triggers("UPDATE trail_position SET actor = 'nobody' WHERE index = 7")

    (fault,) = verify_as_json()["faults"]

    assert (fault["wrong"], fault["index"]) == ("changed", 7)
    assert "is found by other words than it says" in fault["words"]


def test_deleted_entry_is_told_with_what_it_was(trail):
    index = trail.size - 30

    delete(index)

    (fault,) = verify_as_json()["faults"]
    assert (fault["wrong"], fault["index"]) == ("removed", index)
    assert (fault["about"]["kind"], fault["about"]["key"]) == ("page", "10")


def test_run_of_deleted_entries_is_told_in_one_line(trail):
    first = trail.size - 30

    for index in range(first, first + 5):
        delete(index)

    (fault,) = verify_as_json()["faults"]
    assert (fault["wrong"], fault["index"]) == ("removed", first)
    assert fault["words"].startswith(f"Entries {first:,} to {first + 4:,} were removed.")


def test_deleted_entry_whose_gap_was_closed_and_signed_again_is_told(trail):
    index, size = trail.size - 30, trail.size
    delete(index)
    move_up(index)

    trail.sign_again()

    assert faults() == [("removed", index), ("rolled_back", size - 1)]


def test_swapped_entries_are_told_once(trail):
    one, other = trail.size - 30, trail.size - 20

    swap(one, other)
    trail.sign_again()

    told = [it for it in verify_as_json()["faults"] if it["wrong"] == "swapped"]
    assert [it["index"] for it in told] == [one]
    assert told[0]["words"].startswith(f"Entries {one:,} and {other:,} were swapped.")


def test_entry_that_was_put_between_others_is_told(trail):
    index = trail.size - 30
    past_triggers(
        "INSERT INTO trail_entry (entry, content, leaf, transaction) "
        "SELECT convert_to(replace(convert_from(entry, 'UTF8'), 'viewed', 'approved'), 'UTF8'), "
        "content, leaf, transaction FROM trail_entry ORDER BY id DESC LIMIT 1"
    )
    past_triggers("UPDATE trail_position SET index = -index WHERE index >= %s", index)
    past_triggers("UPDATE trail_position SET index = -index + 1 WHERE index < 0")
    past_triggers(
        "INSERT INTO trail_position (index, entry_id, leaf, at, actor, verb, kind, key, words) "
        "SELECT %s, (SELECT max(id) FROM trail_entry), leaf, at, actor, 'approved', kind, key, "
        "words FROM trail_position ORDER BY index DESC LIMIT 1",
        index,
    )
    last = Checkpoint.objects.first()
    past_triggers("UPDATE trail_checkpoint SET size = size + 1 WHERE id = %s", last.pk)

    trail.sign_again()

    assert ("added", index) in faults()


def test_entry_that_was_dated_back_and_never_gets_a_place_is_told(trail):
    past_triggers(
        "INSERT INTO trail_entry (entry, content, leaf, transaction) SELECT "
        "convert_to(replace(convert_from(entry, 'UTF8'), 'viewed', 'approved'), 'UTF8'), "
        "content, leaf, 3 FROM trail_entry ORDER BY id DESC LIMIT 1"
    )

    (fault,) = verify_as_json()["faults"]

    assert (fault["wrong"], fault["about"]["verb"]) == ("added", "approved")


def test_entry_that_is_much_older_than_the_one_before_it_is_remarked_on(trail):
    past_triggers(
        "INSERT INTO trail_entry (entry, content, leaf, transaction) SELECT told, content, "
        "sha256('\\x00'::bytea || told), pg_current_xact_id()::text::bigint FROM ("
        "  SELECT content, convert_to(replace(convert_from(entry, 'UTF8'), '\"at\":\"2', "
        "  '\"at\":\"1'), 'UTF8') AS told FROM trail_entry ORDER BY id DESC LIMIT 1"
        ") one"
    )
    trail.seal()

    answer = verify_as_json()

    assert answer["verdict"] == "whole"
    (remark,) = [it for it in answer["remarks"] if "the clock was set back" in it]
    assert remark.startswith(f"Entry {trail.size - 1:,} is of 1")


def test_place_that_no_checkpoint_has_is_told(trail):
    size = trail.size
    past_triggers("DELETE FROM trail_checkpoint WHERE size = %s", size)

    told = faults()

    assert ("added", size - 40) in told
    assert ("rolled_back", size - 40) in told


def test_log_that_was_rolled_back_is_told_by_the_published_one(trail):
    size = trail.size

    roll_back(size - 40)

    (fault,) = verify_as_json()["faults"]
    assert (fault["wrong"], fault["index"]) == ("rolled_back", size - 40)
    assert "The last 40 are gone." in fault["words"]


@pytest.mark.parametrize(("level", "wrong"), [(0, ("changed", 5)), (1, ("changed", None))])
def test_flipped_bit_in_a_tile_of_hashes_is_told(trail, level, wrong):
    trail.grow(300)
    width = min(256, trail.size >> (8 * level))

    flip_a_bit(trail, Tile(level, 0, width).path, 5 * 32 if level == 0 else 3)

    assert faults() == [wrong]


def test_flipped_bit_in_the_published_entries_is_told(trail):
    flip_a_bit(trail, "tile/entries/000", 10)

    (fault,) = verify_as_json()["faults"]

    assert (fault["wrong"], fault["index"]) == ("changed", 0)
    assert "tile/entries/000" in fault["words"]


def test_tile_that_is_gone_is_told(trail):
    trail.grow(520)
    trail.store.delete("tile/0/001")

    (fault,) = verify_as_json()["faults"]

    assert (fault["wrong"], fault["index"]) == ("removed", 256)
    assert fault["words"] == "tile/0/001 is missing from the published log."


def test_edited_checkpoint_of_the_database_is_told(trail):
    size = trail.size
    past_triggers(
        "UPDATE trail_checkpoint SET note = replace(note, %s, %s), size = %s WHERE size = %s",
        f"\n{size - 40}\n",
        f"\n{size - 41}\n",
        size - 41,
        size - 40,
    )

    told = verify_as_json()["faults"]

    assert [(it["wrong"], it["index"]) for it in told] == [
        ("rewritten", 0),
        ("forged", size - 41),
    ]
    assert "What stands there is not what was signed." in told[1]["words"]


def test_edited_published_checkpoint_is_told(trail):
    edited = trail.store.read("checkpoint").decode().replace(f"\n{trail.size}\n", "\n400\n")
    trail.store.write("checkpoint", edited.encode())

    (fault,) = verify_as_json()["faults"]

    assert (fault["wrong"], fault["index"]) == ("forged", 400)


def test_new_key_that_signs_everything_is_told(trail):
    index = trail.size - 30
    rewrite(index, old='"viewed"', new='"signed"')
    past_triggers("UPDATE trail_position SET verb = 'signed' WHERE index = %s", index)

    trail.sign_again(generate(trail.key.name))
    trail.publish_again()

    told = verify_as_json()["faults"]
    assert {it["wrong"] for it in told} == {"forged"}
    assert (
        f"No key that is trusted here signed the newest {trail.size:,} entries" in told[-1]["words"]
    )


def test_owner_with_the_signing_key_is_caught_by_a_checkpoint_that_somebody_else_kept(
    trail, tmp_path
):
    kept = trail.keep_checkpoint(tmp_path)
    size = trail.size
    trail.grow(10)
    rewrite(size - 30, old='"viewed"', new='"signed"')
    past_triggers("UPDATE trail_position SET verb = 'signed' WHERE index = %s", size - 30)

    trail.sign_again()
    trail.publish_again()

    assert verify_trail().code == WHOLE
    answer = verify_trail("--since", kept)
    assert answer.code == TAMPERED
    assert f"[rewritten] History was rewritten: the first {size:,} entries are not" in answer.text


def test_older_checkpoint_that_still_fits_brackets_the_change(trail, tmp_path):
    first, begins = trail.keep_checkpoint(tmp_path), trail.size
    trail.grow(20)
    second, ends = trail.keep_checkpoint(tmp_path), trail.size
    rewrite(begins + 3, old='"viewed"', new='"signed"')
    past_triggers("UPDATE trail_position SET verb = 'signed' WHERE index = %s", begins + 3)
    trail.sign_again()
    trail.publish_again()

    answer = verify_trail("--since", first, "--since", second)

    assert f"The change lies between entry {begins:,} and entry {ends - 1:,}." in answer.text


def test_owner_who_rolls_everything_back_is_caught_by_a_checkpoint_that_somebody_else_kept(
    trail, tmp_path
):
    kept = trail.keep_checkpoint(tmp_path)
    roll_back(trail.size - 40)
    trail.publish_again()

    assert verify_trail().code == WHOLE
    answer = verify_trail("--since", kept)
    assert answer.code == TAMPERED
    assert f"The log was rolled back: {kept} has {trail.size + 40:,} entries" in answer.text


def test_what_is_newer_than_the_last_witnessed_checkpoint_is_the_window_that_remains(
    trail, tmp_path
):
    kept = trail.keep_checkpoint(tmp_path)
    first = trail.grow(10)
    rewrite(first + 3, old='"viewed"', new='"signed"')
    past_triggers("UPDATE trail_position SET verb = 'signed' WHERE index = %s", first + 3)
    trail.sign_again()
    trail.publish_again()

    answer = verify_trail("--since", kept)

    assert answer.code == WHOLE
    since = f"{Position.objects.get(index=first).at:%Y-%m-%d %H:%M:%S}Z"
    assert answer.lines[-1] == (
        f"Newer than the last witnessed checkpoint: 10 entries since {since} are protected by the "
        "department's own key only."
    )


def test_many_deleted_entries_are_told_in_few_lines(trail):
    for index in range(trail.grow(100), trail.size, 2):
        delete(index)

    told = faults()

    assert len(told) == 21


def test_quick_verification_tells_a_changed_hash_and_reads_no_bytes(trail):
    rewrite(trail.size - 30, old='"viewed"', new='"signed"')

    assert verify_trail("--quick").code == WHOLE

    past_triggers("UPDATE trail_position SET leaf = sha256('') WHERE index = 7")

    assert verify_trail("--quick").code == TAMPERED


@pytest.mark.parametrize("key", ["plain", 'a "quoted" \\ one', "ünïcode", "100%", ""])
def test_entry_of_whatever_words_is_found_by_them(trail, key):
    index = trail.grow(1)
    tell("viewed", kind="page", key=key)
    trail.seal()

    assert verify_trail("--no-drift").code == WHOLE

    past_triggers("UPDATE trail_position SET key = key || 'x' WHERE index = %s", index + 1)

    assert faults() == [("changed", index + 1)]
