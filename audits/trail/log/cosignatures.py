"""Cosignatures (C2SP tlog-cosignature, Ed25519): a witness saw this checkpoint at this time.

Times are in whole seconds since 1970, UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.trail.log import checkpoints, notes
from audits.trail.log.encoding import LARGEST
from audits.trail.log.keys import Kind, Signer, Verifier, cosigned_message
from audits.trail.log.notes import Note, NoteError, Signature


@dataclass(frozen=True)
class Cosignature:
    """That `witness` saw the checkpoint at `at`, and none that contradicts it before."""

    witness: Verifier
    at: int


def cosign(note: Note, signer: Signer, *, at: int) -> Signature:
    """The line that the witness puts under the checkpoint in `note`; raises `NoteError`."""
    if signer.kind is not Kind.WITNESS:
        raise NoteError(f"the key of {signer.name} is not a witness's")
    if not 0 <= at <= LARGEST:
        raise NoteError(f"{at} is no time since 1970")
    checkpoints.parse(note.text)  # a witness signs nothing but checkpoints
    value = at.to_bytes(8, "big") + signer.sign(cosigned_message(note.text, at))
    return Signature(signer.name, signer.verifier.key_id, value)


def verify(note: Note, witnesses: Iterable[Verifier]) -> tuple[Cosignature, ...]:
    """Which of the known witnesses cosigned, and when; none is no error.

    Raises `BadSignature` where one of them is named that did not sign this.
    """
    known = [each for each in witnesses if each.kind is Kind.WITNESS]
    if not any(_names(signature, key) for signature in note.signatures for key in known):
        return ()
    signed = notes.verify(note, known)
    return tuple(Cosignature(key, _time(note, key)) for key in signed)


def attach(note: str, signatures: Iterable[Signature]) -> str:
    """The signed note with these cosignatures too; a witness's newer one replaces its older."""
    return str(notes.parse(note).add(signatures))


def read_lines(text: str) -> tuple[Signature, ...]:
    """Lines of signature without a note, as a witness answers; raises `NoteError`."""
    if not text.endswith("\n"):
        raise NoteError("a line of signature ends with a newline")
    return tuple(map(notes.read_signature, text.removesuffix("\n").split("\n")))


def _names(signature: Signature, key: Verifier) -> bool:
    return (signature.name, signature.key_id) == (key.name, key.key_id)


def _time(note: Note, key: Verifier) -> int:
    value = next(each.value for each in note.signatures if _names(each, key))
    return int.from_bytes(value[:8], "big")
