"""docs/gatehouse-verify: the proof of one entry."""

import pytest

from audits.trail.log import tlog_proof
from audits.trail.log.tiles import FolderStore, TileReader, publish
from audits.trail.log.tree import leaf_hash
from tests.audits.trail.log.building import (
    ORIGIN,
    THIEF,
    checkpoint_of,
)
from tests.audits.trail.log.verifying.exports import (
    ENTRIES,
    KEY,
    SIGNED,
    change,
)


@pytest.fixture
def files(folder, tmp_path):
    """A proof of entry 300, and the entry."""
    reader = TileReader(FolderStore(folder).read, 600)
    proof = tlog_proof.prove(300, (folder / "checkpoint").read_text(), reader, extra=b"more")
    file, entry_file = tmp_path / "300.tlog-proof", tmp_path / "300.json"
    file.write_text(str(proof))
    entry_file.write_bytes(ENTRIES[300])
    return file, "--entry", entry_file


def test_proof_proves(verify, files):
    assert verify("proof", *files, *KEY) == (
        0,
        f"whole: entry 300 of {ORIGIN}, among 600 entries; {SIGNED}",
    )


def test_proof_of_another_entry_is_told(verify, files):
    files[2].write_bytes(ENTRIES[301])

    code, line = verify("proof", *files, *KEY)

    assert (code, line) == (1, f"tampered: {files[2]} is not entry 300 of the log in {files[0]}")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"index 300", b"index 301", 1),
        (b"index 300", b"index 0300", 2),
        (b"index 300\n", b"", 2),
        (b"\n600\n", b"\n601\n", 1),
        (b"tlog-proof@v1", b"tlog-proof@v2", 2),
        (b"index 300\n", b"index 300\n" + b"A" * 43 + b"=\n", 1),
        (b"index 300\n", b"index 300\nAAAA\n", 2),
        (b"\n\n" + ORIGIN.encode(), b"", 2),
    ],
)
def test_changed_proof_is_refused(verify, files, old, new, code):
    change(files[0], old, new)

    assert verify("proof", *files, *KEY)[0] == code


def test_proof_at_an_index_beyond_the_log_is_told(verify, files):
    change(files[0], b"index 300", b"index 600")

    assert verify("proof", *files, *KEY) == (
        1,
        f"tampered: {files[0]}: there is no entry 600 among 600",
    )


def test_proof_that_lost_a_hash_is_told(verify, files):
    lines = files[0].read_text().split("\n")
    files[0].write_text("\n".join(lines[:3] + lines[4:]))

    assert verify("proof", *files, *KEY) == (
        1,
        "tampered: the proof is shorter than the tree is high",
    )


def test_proof_that_gained_a_hash_is_told(verify, files):
    change(files[0], b"\n\n" + ORIGIN.encode(), b"\n" + b"A" * 43 + b"=\n\n" + ORIGIN.encode())

    assert verify("proof", *files, *KEY) == (
        1,
        "tampered: the proof is longer than the tree is high",
    )


def test_proof_without_a_key_proves_nothing(verify, files):
    assert verify("proof", *files)[0] == 2


def test_proof_under_another_key_is_told(verify, files):
    assert verify("proof", *files, "--key", THIEF.verifier)[0] == 1


def test_file_that_is_not_there_is_named(verify, files, tmp_path):
    missing = tmp_path / "missing"

    assert verify("proof", missing, *files[1:], *KEY) == (
        2,
        f"cannot tell: {missing} cannot be read: No such file or directory",
    )


def test_log_that_was_published_without_entries_cannot_be_told(verify, tmp_path):
    leaves = [leaf_hash(each) for each in ENTRIES]
    publish(
        FolderStore(tmp_path),
        old_size=0,
        leaves=lambda start, end: leaves[start:end],
        entries=None,
        checkpoint=checkpoint_of(ENTRIES),
    )

    assert verify("export", tmp_path, *KEY) == (2, "cannot tell: tile/entries/000 is missing")
