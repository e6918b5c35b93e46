"""Checkpoints (C2SP tlog-checkpoint): what a log says its tree is, signed."""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.trail.log import notes
from audits.trail.log.encoding import to_base64, to_hash, to_number
from audits.trail.log.keys import Kind, Signer, Verifier
from audits.trail.log.notes import NoteError
from audits.trail.log.tree import EMPTY_ROOT


class CheckpointError(NoteError):
    """A note that is not a checkpoint, or not one of the log that is asked for."""


@dataclass(frozen=True)
class Checkpoint:
    """The tree of the log `origin` at `size` entries; `str()` gives the text that is signed."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse(text: str) -> Checkpoint:
    """The checkpoint in the text of a note, without its signatures; raises `CheckpointError`."""
    if not text.endswith("\n"):
        raise CheckpointError("a checkpoint ends with a newline")
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise CheckpointError("a checkpoint has a line each for origin, size and root, none empty")
    try:
        size, root = to_number(lines[1]), to_hash(lines[2])
    except ValueError as error:
        raise CheckpointError(f"checkpoint of {lines[0]}: {error}") from None
    if size == 0 and root != EMPTY_ROOT:
        raise CheckpointError(f"checkpoint of {lines[0]}: a root of entries, and no entries")
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))


def sign(checkpoint: Checkpoint, signers: Iterable[Signer]) -> str:
    """The signed note; the keys have to bear the name of the log."""
    signers = list(signers)
    for signer in signers:
        if signer.name != checkpoint.origin:
            raise CheckpointError(f"the key of {signer.name} signs nothing of {checkpoint.origin}")
    parse(str(checkpoint))  # whatever is signed can be read
    return str(notes.sign(str(checkpoint), signers))


def open_checkpoint(data: str | bytes, verifiers: Iterable[Verifier]) -> Checkpoint:
    """The checkpoint in a signed note, once one of its log's keys among `verifiers` signed it.

    A witness's signature alone does not make it the log's. Raises `NoteError`.
    """
    note = notes.parse(data)
    checkpoint = parse(note.text)
    signed = notes.verify(note, verifiers)
    if not any(key.kind is Kind.LOG and key.name == checkpoint.origin for key in signed):
        raise CheckpointError(f"no known key of {checkpoint.origin} signed its checkpoint")
    return checkpoint
