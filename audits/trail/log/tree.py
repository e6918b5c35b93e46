"""The Merkle tree of RFC 6962, section 2.1, over leaf hashes of 32 bytes (SHA-256).

A tree is held by its frontier: the roots of its complete subtrees, of which there are as many as
its size has bits set. That is enough to append to it and to tell its root.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

# Answers the hash of the complete subtree of 2**level leaves that begins at leaf index * 2**level.
ReadNode = Callable[[int, int], bytes]


class TreeError(ValueError):
    """What was given cannot be a tree."""


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def parents(hashes: Sequence[bytes]) -> list[bytes]:
    """The hashes one level up; the last of an odd number has no parent yet."""
    return [
        sha256(b"\x01" + left + right).digest()
        for left, right in zip(hashes[::2], hashes[1::2], strict=False)
    ]


def subtree_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = parents(hashes)
    return hashes[0]


def fold(roots: Sequence[bytes]) -> bytes:
    """The root over the roots of complete subtrees, the largest first."""
    if not roots:
        return EMPTY_ROOT
    root = roots[-1]
    for left in roots[-2::-1]:
        root = node_hash(left, root)
    return root


def complete_subtrees(start: int, end: int) -> list[tuple[int, int]]:
    """(level, index) of each complete subtree in leaves `start` to `end`, from left to right.

    `start` has to be a multiple of the largest power of two in `end - start`.
    """
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def range_hash(start: int, end: int, read: ReadNode) -> bytes:
    """The Merkle tree hash of leaves `start` to `end`, from the complete subtrees therein."""
    return fold([read(level, index) for level, index in complete_subtrees(start, end)])


@dataclass(frozen=True)
class Frontier:
    """A tree of `size` leaves by the roots of its complete subtrees, the largest first."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.roots) != self.size.bit_count():
            raise TreeError(f"a tree of {self.size} leaves has not {len(self.roots)} subtrees")
        if any(len(root) != HASH_SIZE for root in self.roots):
            raise TreeError(f"a hash in a tree has {HASH_SIZE} bytes")

    @classmethod
    def read(cls, size: int, read: ReadNode) -> "Frontier":
        """The frontier of the first `size` leaves, out of stored hashes."""
        return cls(size, tuple(read(*subtree) for subtree in complete_subtrees(0, size)))

    def append(self, leaves: Iterable[bytes]) -> "Frontier":
        """The tree with these leaf hashes after its own: level by level, in one go."""
        hashes = list(leaves)
        size = self.size + len(hashes)
        waiting, grown = list(self.roots), []
        for level in range(size.bit_length()):
            if self.size >> level & 1:
                hashes.insert(0, waiting.pop())
            if len(hashes) % 2:
                grown.append(hashes[-1])
            hashes = parents(hashes)
        return Frontier(size, tuple(reversed(grown)))

    def root(self) -> bytes:
        return fold(self.roots)

    def to_bytes(self) -> bytes:
        """The size in 8 bytes, big-endian, and the roots of 32 bytes each."""
        return self.size.to_bytes(8, "big") + b"".join(self.roots)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """What `to_bytes` gave; raises `TreeError` where it cannot be that."""
        if len(data) % HASH_SIZE != 8:
            raise TreeError(
                f"{len(data)} bytes are no stored tree: 8 for the size, 32 for each root"
            )
        roots = [data[at : at + HASH_SIZE] for at in range(8, len(data), HASH_SIZE)]
        return cls(int.from_bytes(data[:8], "big"), tuple(roots))
