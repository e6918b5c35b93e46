"""Logs to test with, and the definitions of RFC 6962 as it states them, to test against."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from audits.trail.log import checkpoints
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.keys import Kind, Signer
from audits.trail.log.tiles import FolderStore, publish
from audits.trail.log.tree import Frontier, leaf_hash

ORIGIN = "gatehouse.example/trail"
SIGNER = Signer(ORIGIN, Kind.LOG, b"a" * 32)
THIEF = Signer(ORIGIN, Kind.LOG, b"b" * 32)
WITNESS = Signer("auditor.example/witness", Kind.WITNESS, b"c" * 32)
SECOND_WITNESS = Signer("court.example/witness", Kind.WITNESS, b"d" * 32)


def some_entries(number: int) -> list[bytes]:
    return [b"entry %d" % index for index in range(number)]


def root_of(entries: Sequence[bytes]) -> bytes:
    return Frontier().append(map(leaf_hash, entries)).root()


def checkpoint_of(entries: Sequence[bytes], signer: Signer = SIGNER) -> str:
    """The signed checkpoint of a log with these entries."""
    return checkpoints.sign(Checkpoint(ORIGIN, len(entries), root_of(entries)), [signer])


def publish_log(
    folder: Path, entries: Sequence[bytes], old_size: int = 0, signer: Signer = SIGNER
) -> str:
    """The log written to the folder; answers its signed checkpoint."""
    checkpoint = checkpoint_of(entries, signer)
    publish(
        FolderStore(folder, durable=False),
        old_size=old_size,
        leaves=lambda start, end: [leaf_hash(entry) for entry in entries[start:end]],
        entries=lambda start, end: entries[start:end],
        checkpoint=checkpoint,
    )
    return checkpoint


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = _half(len(leaves))
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = _half(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2; PROOF is the one with `whole`."""
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = _half(len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], whole=whole), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], whole=False), naive_root(leaves[:k])]


class Nodes:
    """Reads the hash of a complete subtree by working it out."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.leaves = leaves

    def __call__(self, level: int, index: int) -> bytes:
        return naive_root(self.leaves[index << level : (index + 1) << level])


def _half(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k
