"""Proofs that stand alone (C2SP tlog-proof): an entry's place under a signed checkpoint.

With the entry's bytes, the proof and the log's public key, anyone can check without asking the log
that it holds the entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.trail.log import checkpoints, cosignatures, notes, proofs
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.cosignatures import Cosignature
from audits.trail.log.encoding import from_base64, to_base64, to_hash, to_number
from audits.trail.log.keys import Verifier
from audits.trail.log.proofs import ProofError
from audits.trail.log.tree import ReadNode, leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
MOST_HASHES = 63


@dataclass(frozen=True)
class Proof:
    """`str()` gives the file. `extra` is not signed by anyone."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __str__(self) -> str:
        extra = [] if self.extra is None else [f"extra {to_base64(self.extra)}"]
        hashes = map(to_base64, self.hashes)
        return "\n".join([HEADER, *extra, f"index {self.index}", *hashes, "", self.checkpoint])


@dataclass(frozen=True)
class Verified:
    """What a proof proves: entry `index` is in the log at `checkpoint`, and who else saw that."""

    index: int
    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]


def prove(index: int, checkpoint: str, read: ReadNode, extra: bytes | None = None) -> Proof:
    """The proof for entry `index` under a signed checkpoint; `read` answers hashes of its tree."""
    size = checkpoints.parse(notes.parse(checkpoint).text).size
    return Proof(index, tuple(proofs.inclusion_proof(index, size, read)), checkpoint, extra)


def parse(data: str | bytes) -> Proof:
    """The proof in a file, nothing in it verified yet; raises `ProofError`."""
    head, found, checkpoint = _decode(data).partition("\n\n")
    lines = head.split("\n")
    if not found or lines.pop(0) != HEADER:
        raise ProofError(f"this is not a proof: one begins with {HEADER} and ends in a checkpoint")
    try:
        extra = _take_extra(lines)
        index = _take_index(lines)
        hashes = tuple(map(to_hash, lines))
    except ValueError as error:
        raise ProofError(f"the proof cannot be read: {error}") from None
    return Proof(index, hashes, checkpoint, extra)


def verify(proof: Proof, *, entry: bytes, verifiers: Iterable[Verifier]) -> Verified:
    """What the proof proves about `entry`, by the known keys of the log and of witnesses.

    Raises `NoteError` where the checkpoint is not the log's, `ProofError` where the entry is not
    at its place in it.
    """
    verifiers = list(verifiers)
    checkpoint = checkpoints.open_checkpoint(proof.checkpoint, verifiers)
    proofs.verify_inclusion(
        proof.hashes,
        leaf=leaf_hash(entry),
        index=proof.index,
        size=checkpoint.size,
        root=checkpoint.root,
    )
    seen = cosignatures.verify(notes.parse(proof.checkpoint), verifiers)
    return Verified(proof.index, checkpoint, seen)


def _decode(data: str | bytes) -> str:
    try:
        return data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError:
        raise ProofError("this is not a proof: it is not text") from None


def _take_extra(lines: list[str]) -> bytes | None:
    if lines and lines[0].startswith("extra "):
        return from_base64(lines.pop(0).removeprefix("extra "))
    return None


def _take_index(lines: list[str]) -> int:
    if not lines or not lines[0].startswith("index "):
        raise ValueError("the line with the index is missing")
    index = to_number(lines.pop(0).removeprefix("index "))
    if len(lines) > MOST_HASHES:
        raise ValueError(f"{len(lines)} hashes are more than any proof has")
    return index
