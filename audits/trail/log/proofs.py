"""Inclusion and consistency proofs of RFC 6962, sections 2.1.1 and 2.1.2.

A proof is a list of hashes, from the leaves up. Whoever makes one reads the hashes of complete
subtrees; whoever verifies one needs nothing but the proof and the roots.
"""

from collections.abc import Sequence

from audits.trail.log.tree import HASH_SIZE, ReadNode, node_hash, range_hash

Range = tuple[int, int]


class ProofError(ValueError):
    """The proof does not prove what it is shown for."""


def inclusion_proof(index: int, size: int, read: ReadNode) -> list[bytes]:
    """The proof that the leaf `index` is in the tree of the first `size` leaves."""
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} entries has no entry {index}")
    return [range_hash(start, end, read) for start, end in _siblings(index, size)]


def consistency_proof(old: int, new: int, read: ReadNode) -> list[bytes]:
    """The proof that the tree of `old` leaves is how the one of `new` leaves began."""
    if not 0 < old <= new:
        raise ProofError(f"there is no proof from {old} entries to {new}")
    return [range_hash(start, end, read) for start, end in _steps(old, new)]


def verify_inclusion(
    proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes
) -> None:
    """Raise `ProofError` unless `leaf` is the hash of entry `index` in the tree under `root`."""
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} entries has no entry {index}")
    _check_hashes([leaf, root, *proof])
    siblings = _siblings(index, size)
    _check_length(proof, len(siblings))
    for (start, _), sibling in zip(siblings, proof, strict=True):
        leaf = node_hash(leaf, sibling) if start > index else node_hash(sibling, leaf)
    if leaf != root:
        raise ProofError(f"the proof does not lead from entry {index} to the root of {size}")


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    """Raise `ProofError` unless the tree under `new_root` begins with the one under `old_root`.

    From an empty tree to a larger one there is nothing to prove, and so no proof is accepted.
    """
    if not 0 <= old_size <= new_size:
        raise ProofError(f"{old_size} entries cannot have become {new_size}")
    _check_hashes([old_root, new_root, *proof])
    if old_size == new_size:
        _check_length(proof, 0)
        _check_root(old_root, new_root, new_size)
    elif old_size == 0:
        raise ProofError("from no entries there is nothing to prove")
    else:
        _verify_growth(list(proof), old_size, old_root, new_size, new_root)


def _verify_growth(
    proof: list[bytes], old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    steps = _steps(old_size, new_size)
    _check_length(proof, len(steps))
    if steps[0][1] != old_size:  # the old tree is a subtree of the new, and its root known
        steps, proof = [(0, old_size), *steps], [old_root, *proof]
    old = new = proof[0]
    for (start, _), sibling in zip(steps[1:], proof[1:], strict=True):
        if start < old_size:
            old = node_hash(sibling, old)
            new = node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    _check_root(old, old_root, old_size)
    _check_root(new, new_root, new_size)


def _siblings(index: int, size: int) -> list[Range]:
    """The ranges of leaves whose hashes lead from leaf `index` to the root, bottom up."""
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def _steps(old: int, new: int) -> list[Range]:
    """The ranges of leaves whose hashes show `old` in `new`, bottom up; none where they are one."""
    start, end, found = 0, new, []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start:
        found.append((start, end))
    return found[::-1]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(each) != HASH_SIZE for each in hashes):
        raise ProofError(f"a hash has {HASH_SIZE} bytes")


def _check_length(proof: Sequence[bytes], expected: int) -> None:
    if len(proof) != expected:
        raise ProofError(f"the proof has {len(proof)} hashes, where {expected} are needed")


def _check_root(actual: bytes, expected: bytes, size: int) -> None:
    if actual != expected:
        raise ProofError(f"the root of {size} entries is another one")
