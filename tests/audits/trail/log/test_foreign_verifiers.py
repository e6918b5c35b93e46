"""The attacks of someone who owns the database and the signing key, before several judges.

A witness holds the checkpoint at 400 of 600 entries. Whatever the attacker changed before it, every
judge notices; what is newer than it is the window that remains.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from audits.trail.log import cosignatures, notes, tlog_proof
from audits.trail.log.keys import Signer
from audits.trail.log.tiles import FolderStore, TileReader
from tests.audits.trail.log import judges
from tests.audits.trail.log.building import (
    ORIGIN,
    SIGNER,
    THIEF,
    WITNESS,
    checkpoint_of,
    publish_log,
)
from tests.audits.trail.log.judges import Rejected

ENTRIES = [json.dumps({"content": None, "number": number}).encode() for number in range(600)]
FORGED = json.dumps({"content": None, "number": "another"}).encode()
KEPT = checkpoint_of(ENTRIES[:400])


@pytest.fixture(params=["ours", "tlog-scales", "gatehouse-verify", "go"])
def judge(request):
    if request.param == "go":
        return judges.go(request.getfixturevalue("go_verifier"))
    return {
        "ours": judges.ours,
        "tlog-scales": judges.tlog_scales,
        "gatehouse-verify": judges.the_tool,
    }[request.param]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "log"


def flip(path: Path, at: int = 40) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("size", [400, 401, 512, 600])
def test_honest_growth_is_accepted(judge, folder, size):
    publish_log(folder, ENTRIES[:400])
    publish_log(folder, ENTRIES[:size], old_size=400)

    judge(folder, KEPT, SIGNER.verifier)


HISTORIES = {
    "an entry rewritten": [*ENTRIES[:150], FORGED, *ENTRIES[151:]],
    "an entry deleted": [*ENTRIES[:150], *ENTRIES[151:]],
    "two entries swapped": [*ENTRIES[:150], ENTRIES[151], ENTRIES[150], *ENTRIES[152:]],
    "an entry inserted and back-dated": [*ENTRIES[:150], FORGED, *ENTRIES[150:]],
    "the last witnessed entry rewritten": [*ENTRIES[:399], FORGED, *ENTRIES[400:]],
    "the log rolled back": ENTRIES[:350],
    "the log begun anew": [FORGED],
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_history_that_was_changed_and_signed_again_is_rejected(judge, folder, history):
    publish_log(folder, history)

    with pytest.raises(Rejected):
        judge(folder, KEPT, SIGNER.verifier)


@pytest.mark.parametrize(
    "path", ["tile/0/000", "tile/0/001", "tile/1/000.p/2", "tile/0/002.p/88", "tile/entries/001"]
)
def test_flipped_bit_in_a_file_is_rejected(judge, folder, path):
    publish_log(folder, ENTRIES)
    flip(folder / path)

    with pytest.raises(Rejected):
        judge(folder, KEPT, SIGNER.verifier)


def test_edited_size_of_the_checkpoint_is_rejected(judge, folder):
    publish_log(folder, ENTRIES)
    checkpoint = folder / "checkpoint"
    checkpoint.write_text(checkpoint.read_text().replace("\n600\n", "\n599\n"))

    with pytest.raises(Rejected):
        judge(folder, KEPT, SIGNER.verifier)


def test_checkpoint_under_a_new_key_is_rejected(judge, folder):
    publish_log(folder, ENTRIES, signer=THIEF)

    with pytest.raises(Rejected):
        judge(folder, KEPT, SIGNER.verifier)


def test_forged_signature_under_the_right_name_and_id_is_rejected(judge, folder):
    publish_log(folder, ENTRIES)
    note = notes.parse(checkpoint_of(ENTRIES, THIEF))
    forged = notes.Signature(ORIGIN, SIGNER.verifier.key_id, note.signatures[0].value)
    (folder / "checkpoint").write_text(str(notes.Note(note.text, (forged,))))

    with pytest.raises(Rejected):
        judge(folder, KEPT, SIGNER.verifier)


def test_fork_shown_to_two_witnesses_is_rejected_by_the_other_witnesss_checkpoint(judge, tmp_path):
    forks = {"one": [*ENTRIES[:390], *ENTRIES[390:]], "two": [*ENTRIES[:390], FORGED]}
    kept = {name: checkpoint_of(entries[:391]) for name, entries in forks.items()}
    for name, entries in forks.items():
        publish_log(tmp_path / name, entries)

    for name in forks:
        judge(tmp_path / name, kept[name], SIGNER.verifier)

    for name, other in (("one", "two"), ("two", "one")):
        with pytest.raises(Rejected):
            judge(tmp_path / name, kept[other], SIGNER.verifier)


def test_what_is_newer_than_the_last_witnessed_checkpoint_is_the_window_that_remains(judge, folder):
    publish_log(folder, [*ENTRIES[:500], FORGED, *ENTRIES[501:]])

    judge(folder, KEPT, SIGNER.verifier)


# Proofs of one entry.


def prove(folder, index):
    reader = TileReader(FolderStore(folder).read, 600)
    return tlog_proof.prove(index, (folder / "checkpoint").read_text(), reader)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "log"
    publish_log(folder, ENTRIES)
    return folder


@pytest.fixture(params=["sigstore", "gatehouse-verify", "go"])
def proof_judge(request, tmp_path):
    if request.param == "sigstore":
        return judges.sigstore
    program = request.getfixturevalue("go_verifier") if request.param == "go" else None

    def judge(proof, entry, key):
        file, entry_file = tmp_path / "one.tlog-proof", tmp_path / "entry"
        file.write_text(str(proof))
        entry_file.write_bytes(entry)
        judges.run_proof(program, file, entry_file, key)

    return judge


@pytest.mark.parametrize("index", [0, 255, 256, 431, 599])
def test_proof_of_an_entry_is_accepted(proof_judge, published, index):
    proof_judge(prove(published, index), ENTRIES[index], SIGNER.verifier)


def test_proof_of_another_entry_is_rejected(proof_judge, published):
    with pytest.raises(Rejected):
        proof_judge(prove(published, 431), FORGED, SIGNER.verifier)


def test_proof_at_another_index_is_rejected(proof_judge, published):
    proof = prove(published, 430)
    moved = tlog_proof.Proof(431, proof.hashes, proof.checkpoint)

    with pytest.raises(Rejected):
        proof_judge(moved, ENTRIES[430], SIGNER.verifier)


def test_proof_with_a_flipped_hash_or_one_too_few_is_rejected(proof_judge, published):
    proof = prove(published, 431)
    flipped = bytes([proof.hashes[0][0] ^ 1]) + proof.hashes[0][1:]

    for hashes in ((flipped, *proof.hashes[1:]), proof.hashes[1:], proof.hashes[:-1]):
        with pytest.raises(Rejected):
            proof_judge(
                tlog_proof.Proof(431, hashes, proof.checkpoint), ENTRIES[431], SIGNER.verifier
            )


def test_proof_under_another_key_or_an_edited_checkpoint_is_rejected(proof_judge, published):
    proof = prove(published, 431)
    edited = tlog_proof.Proof(431, proof.hashes, proof.checkpoint.replace("\n600\n", "\n601\n"))

    with pytest.raises(Rejected):
        proof_judge(proof, ENTRIES[431], THIEF.verifier)
    with pytest.raises(Rejected):
        proof_judge(edited, ENTRIES[431], SIGNER.verifier)


@pytest.mark.parametrize("index", [0, 300, 599])
def test_proof_is_to_the_byte_what_tlog_scales_makes_of_our_tiles(published, index):
    command = [Path(sys.executable).with_name("tlog-tiles"), "gen-proof", published, str(index)]

    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert str(prove(published, index)) == made


def test_cosignature_of_our_witness_is_accepted_by_tlog_scales(published):
    note = notes.parse((published / "checkpoint").read_text())
    cosigned = cosignatures.attach(str(note), [cosignatures.cosign(note, WITNESS, at=77)])
    stranger = Signer(WITNESS.name, WITNESS.kind, b"s" * 32)

    judges.check_cosignature(cosigned, WITNESS.verifier)

    with pytest.raises(Rejected):
        judges.check_cosignature(cosigned, stranger.verifier)
    with pytest.raises(Rejected):
        judges.check_cosignature(cosigned.replace("\n600\n", "\n601\n"), WITNESS.verifier)
