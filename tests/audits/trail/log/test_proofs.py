import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.trail.log.proofs import (
    ProofError,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from audits.trail.log.tree import EMPTY_ROOT, leaf_hash
from tests.audits.trail.log.building import Nodes, naive_path, naive_root, naive_subproof
from tests.audits.trail.log.vectors import CT_CONSISTENCY, CT_INCLUSION, CT_LEAVES, CT_ROOTS

LEAVES = [leaf_hash(b"%d" % index) for index in range(300)]
CT = [leaf_hash(data) for data in CT_LEAVES]
OTHER = leaf_hash(b"another")


def flipped(data, bit=8):
    return bytes([data[0] ^ bit]) + data[1:]


def mistakes(proof, root):
    """The proof as it could be wrong, as transparency-dev/merkle corrupts it."""
    yield "trailing nothing", [*proof, b""]
    yield "trailing root", [*proof, root]
    yield "preceding nothing", [b"", *proof]
    yield "preceding root", [root, *proof]
    if proof:
        yield "cut off", proof[:-1]
        yield "without its first", proof[1:]
        yield "something inserted", [proof[0], OTHER, *proof[1:]]
    for at in range(len(proof)):
        yield f"hash {at} flipped", [*proof[:at], flipped(proof[at]), *proof[at + 1 :]]


@pytest.mark.parametrize(("index", "size"), CT_INCLUSION)
def test_inclusion_proof_is_that_of_certificate_transparency(index, size):
    proof = inclusion_proof(index, size, Nodes(CT))

    assert [each.hex() for each in proof] == CT_INCLUSION[index, size]
    verify_inclusion(proof, leaf=CT[index], index=index, size=size, root=CT_ROOTS[size - 1])


@pytest.mark.parametrize(("old", "new"), CT_CONSISTENCY)
def test_consistency_proof_is_that_of_certificate_transparency(old, new):
    proof = consistency_proof(old, new, Nodes(CT))

    assert [each.hex() for each in proof] == CT_CONSISTENCY[old, new]
    verify_consistency(
        proof, old_size=old, old_root=CT_ROOTS[old - 1], new_size=new, new_root=CT_ROOTS[new - 1]
    )


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_inclusion_proof_is_that_of_the_definition_and_verifies(data):
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))

    proof = inclusion_proof(index, size, Nodes(LEAVES))

    assert proof == naive_path(index, LEAVES[:size])
    verify_inclusion(
        proof, leaf=LEAVES[index], index=index, size=size, root=naive_root(LEAVES[:size])
    )


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_consistency_proof_is_that_of_the_definition_and_verifies(data):
    new = data.draw(st.integers(1, 300))
    old = data.draw(st.integers(1, new))

    proof = consistency_proof(old, new, Nodes(LEAVES))

    assert proof == naive_subproof(old, LEAVES[:new])
    verify_consistency(
        proof,
        old_size=old,
        old_root=naive_root(LEAVES[:old]),
        new_size=new,
        new_root=naive_root(LEAVES[:new]),
    )


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 8), (5, 8), (2, 3), (1, 5), (6, 7)])
def test_inclusion_proof_with_any_mistake_is_refused(index, size):
    proof, root = inclusion_proof(index, size, Nodes(CT)), CT_ROOTS[size - 1]
    right = {"leaf": CT[index], "index": index, "size": size, "root": root}
    wrong = [
        {"index": index - 1},
        {"index": index + 1},
        {"index": index ^ 2},
        {"size": size * 2},
        {"size": size // 2},
        {"leaf": OTHER},
        {"leaf": b"WrongLeaf"},
        {"root": EMPTY_ROOT},
        {"root": b""},
        {"root": OTHER},
    ]

    for change in wrong:
        with pytest.raises(ProofError):
            verify_inclusion(proof, **(right | change))
    for _, mistaken in mistakes(proof, root):
        with pytest.raises(ProofError):
            verify_inclusion(mistaken, **right)


@pytest.mark.parametrize(("old", "new"), [(1, 8), (6, 8), (2, 5), (6, 7), (4, 8), (3, 4)])
def test_consistency_proof_with_any_mistake_is_refused(old, new):
    proof = consistency_proof(old, new, Nodes(CT))
    right = {
        "old_size": old,
        "old_root": CT_ROOTS[old - 1],
        "new_size": new,
        "new_root": CT_ROOTS[new - 1],
    }
    wrong = [
        {"old_size": old - 1},
        {"old_size": old + 1},
        {"old_size": old ^ 2},
        {"new_size": new * 2},
        {"new_size": new // 2},
        {"old_root": OTHER},
        {"old_root": b"WrongRoot"},
        {"new_root": OTHER},
        {"new_root": b"WrongRoot"},
        {"old_root": right["new_root"], "new_root": right["old_root"]},
    ]

    for change in wrong:
        with pytest.raises(ProofError):
            verify_consistency(proof, **(right | change))
    for root in (right["old_root"], right["new_root"]):
        for _, mistaken in mistakes(proof, root):
            with pytest.raises(ProofError):
                verify_consistency(mistaken, **right)


@pytest.mark.parametrize(
    ("old_size", "new_size", "old_root", "new_root", "proof"),
    [
        (0, 0, EMPTY_ROOT, OTHER, []),
        (0, 0, EMPTY_ROOT, EMPTY_ROOT, [EMPTY_ROOT]),
        (0, 1, EMPTY_ROOT, OTHER, []),
        (0, 1, EMPTY_ROOT, EMPTY_ROOT, [EMPTY_ROOT]),
        (1, 1, EMPTY_ROOT, OTHER, []),
        (1, 1, EMPTY_ROOT, EMPTY_ROOT, [EMPTY_ROOT]),
        (1, 0, OTHER, EMPTY_ROOT, []),
        (2, 1, OTHER, OTHER, []),
        (1, 2, OTHER, OTHER, []),
        (-1, 1, OTHER, OTHER, []),
    ],
)
def test_what_no_consistency_proof_can_show_is_refused(
    old_size, new_size, old_root, new_root, proof
):
    with pytest.raises(ProofError):
        verify_consistency(
            proof, old_size=old_size, old_root=old_root, new_size=new_size, new_root=new_root
        )


def test_a_tree_is_consistent_with_itself_without_proof():
    verify_consistency([], old_size=0, old_root=EMPTY_ROOT, new_size=0, new_root=EMPTY_ROOT)
    verify_consistency([], old_size=5, old_root=OTHER, new_size=5, new_root=OTHER)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (1, 0), (2, 1), (-1, 1)])
@pytest.mark.parametrize("leaf", [b"", OTHER, EMPTY_ROOT])
def test_inclusion_beyond_the_tree_is_refused(index, size, leaf):
    for root in (b"", EMPTY_ROOT, leaf):
        with pytest.raises(ProofError):
            verify_inclusion([], leaf=leaf, index=index, size=size, root=root)


def test_no_proof_is_made_of_what_is_not_there():
    with pytest.raises(ProofError, match="of 8 entries has no entry 8"):
        inclusion_proof(8, 8, Nodes(CT))
    with pytest.raises(ProofError, match="from 9 entries to 8"):
        consistency_proof(9, 8, Nodes(CT))
    with pytest.raises(ProofError, match="from 0 entries to 8"):
        consistency_proof(0, 8, Nodes(CT))
