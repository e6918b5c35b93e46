import pytest

from audits.trail.log import cosignatures, notes, tlog_proof
from audits.trail.log.cosignatures import Cosignature
from audits.trail.log.notes import BadSignature, NoteError
from audits.trail.log.proofs import ProofError
from audits.trail.log.tree import leaf_hash
from tests.audits.trail.log.building import (
    SIGNER,
    THIEF,
    WITNESS,
    Nodes,
    checkpoint_of,
    some_entries,
)

ENTRIES = some_entries(7)
NODES = Nodes([leaf_hash(entry) for entry in ENTRIES])
KEYS = [SIGNER.verifier]


def prove(index, checkpoint=None, **more):
    return tlog_proof.prove(index, checkpoint or checkpoint_of(ENTRIES), NODES, **more)


@pytest.mark.parametrize("index", range(7))
def test_proof_of_an_entry_verifies_out_of_its_file(index):
    proof = tlog_proof.parse(str(prove(index)).encode())

    verified = tlog_proof.verify(proof, entry=ENTRIES[index], verifiers=KEYS)

    assert (verified.index, verified.checkpoint.size) == (index, 7)
    assert verified.cosignatures == ()


def test_proof_has_the_form_of_the_specification():
    lines = str(prove(6, extra=b"more")).split("\n")

    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra bW9yZQ==", "index 6"]
    assert lines[5] == ""
    assert "\n".join(lines[6:]) == checkpoint_of(ENTRIES)


def test_proof_in_a_log_of_one_entry_has_no_hashes():
    proof = tlog_proof.prove(0, checkpoint_of(ENTRIES[:1]), NODES)

    assert tlog_proof.parse(str(proof)) == proof
    assert proof.hashes == ()
    tlog_proof.verify(proof, entry=ENTRIES[0], verifiers=KEYS)


def test_extra_comes_back_and_is_proven_by_nothing():
    assert tlog_proof.parse(str(prove(2, extra=b"\x00more"))).extra == b"\x00more"
    assert tlog_proof.parse(str(prove(2, extra=b""))).extra == b""


def test_proof_tells_which_witnesses_saw_its_checkpoint():
    note = notes.parse(checkpoint_of(ENTRIES))
    checkpoint = cosignatures.attach(str(note), [cosignatures.cosign(note, WITNESS, at=5)])

    verified = tlog_proof.verify(
        prove(3, checkpoint), entry=ENTRIES[3], verifiers=[*KEYS, WITNESS.verifier]
    )

    assert verified.cosignatures == (Cosignature(WITNESS.verifier, 5),)


def test_another_entry_is_refused():
    with pytest.raises(ProofError, match="from entry 3 to the root of 7"):
        tlog_proof.verify(prove(3), entry=ENTRIES[4], verifiers=KEYS)


def test_another_index_is_refused():
    moved = tlog_proof.parse(str(prove(3)).replace("index 3", "index 2"))

    with pytest.raises(ProofError):
        tlog_proof.verify(moved, entry=ENTRIES[3], verifiers=KEYS)


def test_checkpoint_of_another_key_is_refused():
    with pytest.raises(NoteError, match="none of the known keys"):
        tlog_proof.verify(prove(3, checkpoint_of(ENTRIES, THIEF)), entry=ENTRIES[3], verifiers=KEYS)


def test_edited_checkpoint_is_refused():
    edited = tlog_proof.parse(str(prove(3)).replace("\n7\n", "\n8\n"))

    with pytest.raises(BadSignature):
        tlog_proof.verify(edited, entry=ENTRIES[3], verifiers=KEYS)


FILE = str(prove(3, extra=b"more"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "begins with c2sp.org/tlog-proof@v1"),
        (FILE.replace("@v1", "@v2"), "begins with c2sp.org/tlog-proof@v1"),
        (FILE.partition("\n\n")[0], "ends in a checkpoint"),
        (FILE.replace("index 3", "index 03"), "'03' is not a number"),
        (FILE.replace("index 3\n", ""), "the line with the index is missing"),
        (FILE.replace("extra bW9yZQ==", "extra bW9yZQ"), "'bW9yZQ' is not base64"),
        (FILE.replace("index 3\n", "index 3\nAAAA\n"), "a hash has 32"),
        (FILE.replace("index 3\n", "index 3\n" + f"{'A' * 43}=\n" * 61), "more than any proof"),
        (FILE.encode() + b"\xff", "it is not text"),
    ],
)
def test_what_is_no_proof_is_refused_with_what_is_wrong(data, message):
    with pytest.raises(ProofError, match=message):
        tlog_proof.parse(data)


def test_file_that_is_cut_off_anywhere_is_refused():
    whole = str(prove(3))

    for end in range(len(whole)):
        with pytest.raises((ProofError, NoteError)):
            tlog_proof.verify(tlog_proof.parse(whole[:end]), entry=ENTRIES[3], verifiers=KEYS)
