import pytest

from audits.trail.log import cosignatures, notes
from audits.trail.log.cosignatures import Cosignature
from audits.trail.log.keys import Kind, Signer, read_verifier
from audits.trail.log.notes import BadSignature, NoteError, Signature
from tests.audits.trail.log.building import SECOND_WITNESS, SIGNER, WITNESS, checkpoint_of
from tests.audits.trail.log.vectors import CT_CHECKPOINT, CT_LOG, CT_WITNESSES

NOTE = notes.parse(checkpoint_of([b"one", b"two"]))


def cosigned(*witnesses, at=1_700_000_000, note=NOTE):
    lines = [cosignatures.cosign(note, witness, at=at) for witness in witnesses]
    return notes.parse(cosignatures.attach(str(note), lines))


def test_public_witnesses_saw_the_public_log():
    witnesses = [read_verifier(key) for key in CT_WITNESSES]

    seen = cosignatures.verify(notes.parse(CT_CHECKPOINT), witnesses)

    assert {each.witness for each in seen} == set(witnesses)
    assert {each.at for each in seen} == {0x6A122120}


def test_cosignature_says_who_and_when():
    note = cosigned(WITNESS, SECOND_WITNESS)

    assert cosignatures.verify(note, [SECOND_WITNESS.verifier, WITNESS.verifier]) == (
        Cosignature(WITNESS.verifier, 1_700_000_000),
        Cosignature(SECOND_WITNESS.verifier, 1_700_000_000),
    )


def test_attaching_keeps_the_logs_signature():
    assert notes.verify(cosigned(WITNESS), [SIGNER.verifier]) == (SIGNER.verifier,)


def test_newer_cosignature_of_a_witness_takes_the_place_of_the_older():
    note = cosigned(WITNESS, at=2, note=cosigned(WITNESS, at=1))

    assert cosignatures.verify(note, [WITNESS.verifier]) == (Cosignature(WITNESS.verifier, 2),)
    assert len(note.signatures) == 2


def test_no_known_witness_is_no_error():
    assert cosignatures.verify(NOTE, [WITNESS.verifier]) == ()
    assert cosignatures.verify(cosigned(SECOND_WITNESS), [WITNESS.verifier]) == ()


def test_key_of_a_log_is_no_witness():
    assert cosignatures.verify(NOTE, [SIGNER.verifier, read_verifier(CT_LOG)]) == ()
    with pytest.raises(NoteError, match="is not a witness's"):
        cosignatures.cosign(NOTE, SIGNER, at=1)


def test_changed_time_is_refused():
    line = cosignatures.cosign(NOTE, WITNESS, at=1_700_000_000)
    later = Signature(line.name, line.key_id, (1_700_000_001).to_bytes(8, "big") + line.value[8:])

    with pytest.raises(BadSignature):
        cosignatures.verify(NOTE.add([later]), [WITNESS.verifier])


def test_cosignature_of_another_checkpoint_is_refused():
    line = cosignatures.cosign(NOTE, WITNESS, at=1)

    with pytest.raises(BadSignature):
        cosignatures.verify(notes.parse(checkpoint_of([b"one"])).add([line]), [WITNESS.verifier])


def test_signature_as_a_log_does_not_pass_for_a_cosignature():
    as_log = Signer(WITNESS.name, Kind.LOG, WITNESS.seed).sign(NOTE.text.encode())
    line = Signature(WITNESS.name, WITNESS.verifier.key_id, bytes(8) + as_log)

    with pytest.raises(BadSignature):
        cosignatures.verify(NOTE.add([line]), [WITNESS.verifier])


def test_time_beyond_what_the_format_allows_is_refused():
    at = 2**63
    message = f"cosignature/v1\ntime {at}\n{NOTE.text}".encode()
    value = at.to_bytes(8, "big") + WITNESS.sign(message)

    with pytest.raises(NoteError, match="no time"):
        cosignatures.cosign(NOTE, WITNESS, at=at)
    with pytest.raises(BadSignature):
        cosignatures.verify(
            NOTE.add([Signature(WITNESS.name, WITNESS.verifier.key_id, value)]), [WITNESS.verifier]
        )


def test_witness_signs_nothing_but_checkpoints():
    with pytest.raises(NoteError, match="a line each for origin, size and root"):
        cosignatures.cosign(notes.sign("anything\n", [SIGNER]), WITNESS, at=1)


@pytest.mark.parametrize("text", ["", "no newline", "— a AAAAAAA=", "— a AAAAAAA=\n\n"])
def test_lines_that_are_no_signatures_are_refused(text):
    with pytest.raises(NoteError):
        cosignatures.read_lines(text)
