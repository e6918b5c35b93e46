"""docs/gatehouse-verify: what an outsider sees, for each thing that can be wrong with an export."""

import hashlib
import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audits.trail.log import checkpoints, cosignatures, notes, tlog_proof
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.keys import Kind, Signer
from audits.trail.log.tiles import FolderStore, TileReader, publish
from audits.trail.log.tree import leaf_hash
from tests.audits.trail.log.building import (
    ORIGIN,
    SECOND_WITNESS,
    SIGNER,
    THIEF,
    WITNESS,
    checkpoint_of,
    publish_log,
    root_of,
)
from tests.audits.trail.log.judges import TOOL

KEY = ["--key", str(SIGNER.verifier)]
WITNESS_KEY = ["--witness", str(WITNESS.verifier)]
CONTENTS = [b"content %d" % number for number in range(3)]
DIGESTS = [hashlib.sha256(content).hexdigest() for content in CONTENTS]


def entry(number: int, content: str | None = None) -> bytes:
    return json.dumps({"content": content, "number": number}, separators=(",", ":")).encode()


ENTRIES = [entry(number, DIGESTS[number] if number < 3 else None) for number in range(600)]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "trail"
    publish_log(folder, ENTRIES)
    for digest, content in zip(DIGESTS, CONTENTS, strict=True):
        file = content_file(folder, digest)
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    return folder


@pytest.fixture
def folder(exported, tmp_path):
    return Path(shutil.copytree(exported, tmp_path / "trail"))


@pytest.fixture
def verify(monkeypatch, capsys):
    """Run the tool; answers its exit code and what it printed."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", [str(TOOL), *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(TOOL), run_name="__main__")
        printed = capsys.readouterr()
        return ended.value.code, (printed.out or printed.err).strip()

    return run


def content_file(folder: Path, digest: str) -> Path:
    return folder / "content" / digest[:2] / digest


def change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


SIGNED = f"signed by {ORIGIN} (key {SIGNER.verifier.key_id.hex()})"


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


# Tampered.


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


# Contents that are not there.


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


# Older checkpoints.


@pytest.fixture
def kept(tmp_path):
    def keep(entries, signer=SIGNER):
        file = tmp_path / "kept"
        file.write_text(checkpoint_of(entries, signer))
        return file

    return keep


@pytest.mark.parametrize("size", [0, 1, 256, 599, 600])
def test_log_that_grew_is_unchanged_since(verify, folder, kept, size):
    code, line = verify("export", folder, *KEY, "--since", kept(ENTRIES[:size]))

    assert code == 0
    assert f"unchanged since {size} entries" in line


def test_rewritten_history_is_told(verify, folder, kept):
    old = kept([*ENTRIES[:10], entry(999), *ENTRIES[11:500]])

    assert verify("export", folder, *KEY, "--since", old) == (
        1,
        f"tampered: history was rewritten: the first 500 entries are not those of {old}",
    )


def test_rolled_back_log_is_told(verify, folder, kept):
    old = kept([*ENTRIES, entry(600)])

    assert verify("export", folder, *KEY, "--since", old) == (
        1,
        f"tampered: the log was rolled back: {old} had 601 entries, 600 are left",
    )


def test_older_checkpoint_that_the_log_did_not_sign_is_not_taken(verify, folder, kept):
    code, line = verify("export", folder, *KEY, "--since", kept(ENTRIES[:10], THIEF))

    assert code == 1
    assert "did not sign this with the key you gave" in line


# Cannot tell.


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


# Witnesses.


def test_witness_is_named_with_its_time(verify, folder):
    cosign(folder, WITNESS)

    code, line = verify("export", folder, *KEY, *WITNESS_KEY)

    assert code == 0
    assert f"witnessed by {WITNESS.name} at 2023-11-14 22:13:20 UTC" in line


def test_witness_that_did_not_sign_is_missed(verify, folder):
    cosign(folder, SECOND_WITNESS)

    assert verify("export", folder, *KEY, *WITNESS_KEY) == (
        2,
        f"cannot tell: the witness {WITNESS.name} has not cosigned this checkpoint",
    )


def test_cosignature_that_was_moved_to_another_checkpoint_is_tampered(verify, folder):
    line = cosignatures.cosign(notes.parse(checkpoint_of(ENTRIES[:5])), WITNESS, at=1)
    checkpoint = folder / "checkpoint"
    checkpoint.write_text(cosignatures.attach(checkpoint.read_text(), [line]))

    assert verify("export", folder, *KEY, *WITNESS_KEY) == (
        1,
        f"tampered: checkpoint: the signature of {WITNESS.name} does not fit what stands there",
    )


def cosign(folder, witness):
    checkpoint = folder / "checkpoint"
    line = cosignatures.cosign(notes.parse(checkpoint.read_text()), witness, at=1_700_000_000)
    checkpoint.write_text(cosignatures.attach(checkpoint.read_text(), [line]))


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("--key", str(WITNESS.verifier), "is not the public key of a log"),
        ("--witness", str(SIGNER.verifier), "is not the public key of a witness"),
        ("--key", str(SIGNER.verifier)[:-1], "is not a public key"),
        ("--key", str(SIGNER.verifier).replace("trail", "trial"), "has the id"),
        ("--key", SIGNER.to_text(), "is not a public key"),
    ],
)
def test_key_that_cannot_be_used_is_refused(verify, folder, option, text, message):
    code, printed = verify("export", folder, option, text)

    assert code == 2
    assert message in printed


# Proofs.


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
