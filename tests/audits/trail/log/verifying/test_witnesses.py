"""docs/gatehouse-verify: who else has seen it."""

import pytest

from audits.trail.log import cosignatures, notes
from tests.audits.trail.log.building import (
    SECOND_WITNESS,
    SIGNER,
    WITNESS,
    checkpoint_of,
)
from tests.audits.trail.log.verifying.exports import (
    ENTRIES,
    KEY,
    WITNESS_KEY,
)


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
