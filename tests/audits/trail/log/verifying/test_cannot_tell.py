"""docs/gatehouse-verify: exports of which nobody can tell."""

import subprocess
import sys

import pytest

from audits.trail.log import checkpoints
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.keys import Kind, Signer
from tests.audits.trail.log.building import (
    ORIGIN,
    SIGNER,
    publish_log,
    root_of,
)
from tests.audits.trail.log.judges import TOOL
from tests.audits.trail.log.verifying.exports import (
    ENTRIES,
    KEY,
    flip,
)


def test_without_a_key_nobody_can_tell(verify, folder):
    assert verify("export", folder) == (
        2,
        "cannot tell: who signed the checkpoint was not checked: no --key was given",
    )


def test_without_a_key_tampering_is_still_told(verify, folder):
    flip(folder / "tile/0/000", 0)

    assert verify("export", folder)[0] == 1


def test_log_of_someone_else_is_foreign(verify, folder):
    other = Signer("other.example", Kind.LOG, b"o" * 32)

    assert verify("export", folder, "--key", other.verifier) == (
        2,
        f"cannot tell: checkpoint is of the log {ORIGIN}, not of other.example",
    )


def test_older_checkpoint_of_another_log_is_foreign(verify, folder, tmp_path):
    other = Signer("other.example", Kind.LOG, b"o" * 32)
    old = tmp_path / "old"
    old.write_text(checkpoints.sign(Checkpoint(other.name, 1, root_of(ENTRIES[:1])), [other]))

    code, line = verify("export", folder, *KEY, "--key", other.verifier, "--since", old)

    assert code == 2
    assert line.endswith(f"is of the log other.example, not of {ORIGIN}")


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
        "tile/entries/001",
        "tile/entries/002.p/88",
    ],
)
def test_missing_file_is_named(verify, folder, path):
    (folder / path).unlink()

    assert verify("export", folder, *KEY) == (2, f"cannot tell: {path} is missing")


def test_missing_bundle_and_tile_are_named(verify, folder):
    (folder / "tile/entries/001").unlink()
    (folder / "tile/0/001").unlink()

    assert verify("export", folder, *KEY) == (2, "cannot tell: tile/entries/001 is missing")


@pytest.mark.parametrize("path", ["tile/0/001", "tile/1/000.p/2", "tile/entries/001"])
def test_file_that_is_cut_off_is_named(verify, folder, path):
    file = folder / path
    file.write_bytes(file.read_bytes()[:-3])

    code, line = verify("export", folder, *KEY)

    assert code == 2
    assert line.startswith(f"cannot tell: {path} is cut off")


def test_every_cut_of_the_checkpoint_is_refused(verify, folder):
    whole = (folder / "checkpoint").read_bytes()

    for end in (0, 10, len(whole) // 2, len(whole) - 20, len(whole) - 1):
        (folder / "checkpoint").write_bytes(whole[:end])

        code, line = verify("export", folder, *KEY)

        assert code == 2
        assert "cannot tell: checkpoint is no" in line


def test_folder_that_is_no_export_is_refused(verify, tmp_path):
    code, line = verify("export", tmp_path, *KEY)

    assert code == 2
    assert line.endswith("checkpoint cannot be read: No such file or directory")


def test_checkpoint_of_an_absurd_size_is_answered_at_once(verify, folder):
    huge = checkpoints.sign(Checkpoint(ORIGIN, 2**62, b"r" * 32), [SIGNER])
    (folder / "checkpoint").write_text(huge)

    assert verify("export", folder, *KEY) == (2, "cannot tell: tile/entries/002 is missing")


@pytest.mark.parametrize(
    "strange",
    [
        b"not JSON",
        b"\xff",
        b"[]",
        b"[" * 60_000,
        b'{"content":5}',
        b'{"content":"ABC"}',
        b'{"content":null,"content":"%064d"}' % 0,
    ],
)
def test_entry_that_gatehouse_did_not_write_is_named(verify, tmp_path, strange):
    publish_log(tmp_path, [*ENTRIES[:7], strange])

    code, line = verify("export", tmp_path, *KEY)

    assert code == 2
    assert line.startswith("cannot tell: entry 7 ")


def test_without_cryptography_nobody_can_tell_and_it_says_what_is_missing(folder):
    command = [sys.executable, "-S", TOOL, "export", folder, *KEY]

    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")

    assert (result.returncode, result.stderr) == (2, "")
    assert "pip install cryptography" in result.stdout
