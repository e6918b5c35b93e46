import pytest

from audits.trail.log import checkpoints, cosignatures, notes
from audits.trail.log.checkpoints import Checkpoint, CheckpointError
from audits.trail.log.keys import Kind, Signer, read_signer, read_verifier
from audits.trail.log.notes import BadSignature, NoteError
from audits.trail.log.tree import EMPTY_ROOT
from tests.audits.trail.log.building import (
    ORIGIN,
    SIGNER,
    THIEF,
    WITNESS,
    checkpoint_of,
    root_of,
    some_entries,
)
from tests.audits.trail.log.vectors import (
    CT_CHECKPOINT,
    CT_LOG,
    TESSERA_CHECKPOINTS,
    TESSERA_SIGNER,
    TESSERA_VERIFIER,
    TESSERA_WORDS,
)


@pytest.mark.parametrize("size", TESSERA_CHECKPOINTS)
def test_checkpoints_of_tessera_are_made_again_to_the_byte(size):
    signer = read_signer(TESSERA_SIGNER)
    checkpoint = Checkpoint(signer.name, size, root_of(TESSERA_WORDS[:size]))

    signed = checkpoints.sign(checkpoint, [signer])

    assert signed == TESSERA_CHECKPOINTS[size]
    assert checkpoints.open_checkpoint(signed, [read_verifier(TESSERA_VERIFIER)]) == checkpoint


def test_checkpoint_of_a_public_log_opens():
    checkpoint = checkpoints.open_checkpoint(CT_CHECKPOINT, [read_verifier(CT_LOG)])

    assert checkpoint.origin == "arche2025h1.staging.ct.transparency.dev"
    assert checkpoint.size == 1_432_088_532


def test_edited_size_is_refused():
    signed = checkpoint_of(some_entries(3)).replace("\n3\n", "\n2\n")

    with pytest.raises(BadSignature):
        checkpoints.open_checkpoint(signed, [SIGNER.verifier])


def test_checkpoint_under_a_new_key_is_refused():
    with pytest.raises(NoteError, match="none of the known keys"):
        checkpoints.open_checkpoint(checkpoint_of([b"entry"], THIEF), [SIGNER.verifier])


def test_checkpoint_opens_with_the_old_key_and_the_new_while_keys_change():
    checkpoint = Checkpoint(ORIGIN, 1, root_of([b"entry"]))
    signed = checkpoints.sign(checkpoint, [SIGNER, THIEF])

    for key in (SIGNER.verifier, THIEF.verifier):
        assert checkpoints.open_checkpoint(signed, [key]) == checkpoint


def test_witness_alone_does_not_make_it_the_logs():
    note = notes.parse(checkpoint_of([b"entry"], THIEF))
    cosigned = cosignatures.attach(str(note), [cosignatures.cosign(note, WITNESS, at=1)])

    with pytest.raises(CheckpointError, match=f"no known key of {ORIGIN}"):
        checkpoints.open_checkpoint(cosigned, [SIGNER.verifier, WITNESS.verifier])


def test_witness_that_bears_the_logs_name_does_not_make_it_the_logs():
    namesake = Signer(ORIGIN, Kind.WITNESS, b"n" * 32)
    note = notes.parse(checkpoint_of([b"entry"], THIEF))
    cosigned = cosignatures.attach(str(note), [cosignatures.cosign(note, namesake, at=1)])

    with pytest.raises(CheckpointError, match=f"no known key of {ORIGIN}"):
        checkpoints.open_checkpoint(cosigned, [SIGNER.verifier, namesake.verifier])


def test_key_of_another_log_signs_nothing_of_this_one():
    other = Signer("other.example/log", Kind.LOG, b"o" * 32)
    checkpoint = Checkpoint(ORIGIN, 1, root_of([b"entry"]))

    with pytest.raises(CheckpointError, match="signs nothing of"):
        checkpoints.sign(checkpoint, [other])
    with pytest.raises(CheckpointError, match="no known key of"):
        checkpoints.open_checkpoint(str(notes.sign(str(checkpoint), [other])), [other.verifier])


def test_extension_lines_are_kept():
    checkpoint = Checkpoint(ORIGIN, 1, root_of([b"entry"]), ("one", "two"))

    assert (
        checkpoints.open_checkpoint(checkpoints.sign(checkpoint, [SIGNER]), [SIGNER.verifier])
        == checkpoint
    )


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "ends with a newline"),
        (f"log\n1\n{ROOT}", "ends with a newline"),
        ("log\n1\n", "a line each"),
        (f"\n1\n{ROOT}\n", "none empty"),
        (f"log\n1\n{ROOT}\n\nmore\n", "none empty"),
        (f"log\n01\n{ROOT}\n", "checkpoint of log: '01' is not a number"),
        (f"log\n-1\n{ROOT}\n", "'-1' is not a number"),
        (f"log\n+1\n{ROOT}\n", "'.1' is not a number"),
        (f"log\n1_0\n{ROOT}\n", "is not a number"),
        (f"log\n٣\n{ROOT}\n", "is not a number"),
        (f"log\n9223372036854775808\n{ROOT}\n", "is not a number"),
        (f"log\n1\n{ROOT[:-1]}\n", "is not base64"),
        (f"log\n1\n{ROOT[:-2]}J=\n", "not base64 as it is written"),
        ("log\n1\nAAAA\n", "has 3 bytes, a hash has 32"),
        (f"log\n0\n{ROOT}\n", "a root of entries, and no entries"),
    ],
)
def test_what_is_no_checkpoint_is_refused_with_what_is_wrong(text, message):
    with pytest.raises(CheckpointError, match=message):
        checkpoints.parse(text)


def test_largest_size_is_read():
    text = f"log\n9223372036854775807\n{ROOT}\n"

    assert str(checkpoints.parse(text)) == text


def test_what_cannot_be_read_is_not_signed():
    for wrong in (
        Checkpoint(ORIGIN, -1, EMPTY_ROOT),
        Checkpoint(ORIGIN, 1, b"short"),
        Checkpoint(ORIGIN, 0, root_of([b"entry"])),
        Checkpoint(ORIGIN, 1, root_of([b"entry"]), ("",)),
    ):
        with pytest.raises(CheckpointError):
            checkpoints.sign(wrong, [SIGNER])
