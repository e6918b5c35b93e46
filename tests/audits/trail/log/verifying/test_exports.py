"""docs/gatehouse-verify: exports that are whole, and those that were changed."""

import shutil
import subprocess
import sys

import pytest

from tests.audits.trail.log.building import (
    ORIGIN,
    THIEF,
    checkpoint_of,
    publish_log,
)
from tests.audits.trail.log.judges import TOOL
from tests.audits.trail.log.verifying.exports import (
    DIGESTS,
    ENTRIES,
    KEY,
    SIGNED,
    change,
    content_file,
    entry,
    flip,
)


def test_whole_export_is_whole(verify, folder):
    contents = "contents that fit: 3, sealed or withheld: 0"

    assert verify("export", folder, *KEY) == (
        0,
        f"whole: {ORIGIN} with 600 entries; {SIGNED}; {contents}",
    )


def test_tool_runs_alone_anywhere(folder, tmp_path):
    alone = shutil.copy(TOOL, tmp_path)

    result = subprocess.run(
        [sys.executable, "-I", alone, "export", folder, *KEY],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 600])
def test_export_of_every_size_is_whole(verify, tmp_path, size):
    publish_log(tmp_path, ENTRIES[:size])

    code, line = verify("export", tmp_path, *KEY)

    assert (code, line.partition(";")[0]) == (0, f"whole: {ORIGIN} with {size} entries")


def test_export_above_65536_entries_is_whole_and_its_highest_tile_is_checked(verify, tmp_path):
    entries = [entry(number) for number in range(65_536 + 300)]
    publish_log(tmp_path, entries)

    assert verify("export", tmp_path, *KEY)[0] == 0
    flip(tmp_path / "tile/2/000.p/1", 0)
    assert verify("export", tmp_path, *KEY) == (
        1,
        "tampered: tile/2/000.p/1 has not the hashes of the tiles below it",
    )


def test_full_tiles_serve_an_older_checkpoint_beside_them(verify, folder):
    shutil.rmtree(folder / "tile/1")
    publish_log(folder / "older", ENTRIES[:300])
    shutil.copytree(folder / "older" / "tile/1", folder / "tile/1")
    shutil.copy(folder / "older" / "checkpoint", folder / "checkpoint")

    assert verify("export", folder, *KEY)[0] == 0


def test_changed_entry_is_named(verify, folder):
    change(folder / "tile/entries/001", b'"number":300}', b'"number":900}')

    assert verify("export", folder, *KEY) == (
        1,
        "tampered: entry 300 in tile/entries/001 has not the hash that tile/0/001 has for it",
    )


def test_changed_tiles_are_named(verify, folder):
    flip(folder / "tile/1/000.p/2", 33)

    assert verify("export", folder, *KEY) == (
        1,
        "tampered: tile/1/000.p/2 has not the hashes of the tiles below it",
    )


def test_entry_changed_with_its_tiles_does_not_give_the_root(verify, folder):
    kept = (folder / "checkpoint").read_bytes()
    shutil.rmtree(folder / "tile")
    (folder / "checkpoint").unlink()
    publish_log(folder, [*ENTRIES[:10], entry(999), *ENTRIES[11:]])
    (folder / "checkpoint").write_bytes(kept)

    assert verify("export", folder, *KEY) == (
        1,
        "tampered: the 600 entries do not give the root of the checkpoint",
    )


def test_broken_entry_does_not_hide_that_the_root_is_another(verify, folder):
    kept = (folder / "checkpoint").read_bytes()
    shutil.rmtree(folder / "tile")
    (folder / "checkpoint").unlink()
    publish_log(folder, [*ENTRIES[:10], b"not JSON", *ENTRIES[11:]])
    (folder / "checkpoint").write_bytes(kept)

    assert verify("export", folder, *KEY)[0] == 1


def test_missing_bundle_does_not_hide_that_another_entry_was_changed(verify, folder):
    (folder / "tile/entries/000").unlink()
    change(folder / "tile/entries/001", b'"number":300}', b'"number":900}')

    assert verify("export", folder, *KEY)[0] == 1


def test_edited_checkpoint_is_tampered(verify, folder):
    change(folder / "checkpoint", b"\n600\n", b"\n599\n")

    assert verify("export", folder, *KEY) == (
        1,
        f"tampered: checkpoint: the signature of {ORIGIN} does not fit what stands there",
    )


def test_checkpoint_under_another_key_is_tampered(verify, folder):
    (folder / "checkpoint").write_text(checkpoint_of(ENTRIES, THIEF))

    assert verify("export", folder, *KEY) == (
        1,
        f"tampered: checkpoint: {ORIGIN} did not sign this with the key you gave",
    )


def test_changed_content_is_named(verify, folder):
    content_file(folder, DIGESTS[1]).write_bytes(b"something else")

    assert verify("export", folder, *KEY) == (
        1,
        f"tampered: content/{DIGESTS[1][:2]}/{DIGESTS[1]} is not the content of entry 1",
    )


def test_missing_content_is_sealed_or_withheld_and_no_failure(verify, folder):
    content_file(folder, DIGESTS[1]).unlink()

    code, line = verify("export", folder, *KEY)

    assert code == 0
    assert line.endswith("contents that fit: 2, sealed or withheld: 1")


def test_export_without_contents_is_whole(verify, folder):
    shutil.rmtree(folder / "content")

    code, line = verify("export", folder, *KEY)

    assert code == 0
    assert line.endswith("contents that fit: 0, sealed or withheld: 3")
