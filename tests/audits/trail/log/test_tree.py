import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.trail.log.tree import (
    EMPTY_ROOT,
    Frontier,
    TreeError,
    leaf_hash,
    node_hash,
    range_hash,
)
from tests.audits.trail.log.building import Nodes, naive_root
from tests.audits.trail.log.vectors import CT_LEAVES, CT_ROOTS, TESSERA_WORDS

LEAVES = [leaf_hash(b"%d" % index) for index in range(300)]


def test_roots_are_those_of_certificate_transparency():
    leaves = [leaf_hash(data) for data in CT_LEAVES]

    roots = [Frontier().append(leaves[:size]).root() for size in range(1, 9)]

    assert roots == CT_ROOTS


def test_root_of_nothing_is_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_leaf_is_not_hashed_like_a_node():
    left, right = leaf_hash(b"left"), leaf_hash(b"right")

    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize("size", range(0, 300, 7))
def test_root_is_that_of_the_definition(size):
    assert Frontier().append(LEAVES[:size]).root() == naive_root(LEAVES[:size])


@given(st.lists(st.integers(0, 70), max_size=8))
@settings(max_examples=60, deadline=None)
def test_it_does_not_matter_in_how_many_parts_leaves_come(parts):
    frontier, size = Frontier(), 0

    for part in parts:
        frontier = frontier.append((LEAVES * 2)[size : size + part])
        size += part

    assert frontier == Frontier().append((LEAVES * 2)[:size])


def test_appending_leaves_the_frontier_as_it_was():
    frontier = Frontier().append(LEAVES[:5])

    frontier.append(LEAVES[5:9])

    assert frontier.root() == naive_root(LEAVES[:5])


@given(st.integers(0, 300))
@settings(max_examples=30, deadline=None)
def test_frontier_comes_back_out_of_its_bytes_and_out_of_stored_hashes(size):
    frontier = Frontier().append(LEAVES[:size])

    assert Frontier.from_bytes(frontier.to_bytes()) == frontier
    assert Frontier.read(size, Nodes(LEAVES)) == frontier


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 7,
        (3).to_bytes(8, "big") + b"r" * 32,
        (2).to_bytes(8, "big") + b"r" * 31,
        (2).to_bytes(8, "big") + b"r" * 64,
    ],
)
def test_bytes_that_are_no_frontier_are_refused(data):
    with pytest.raises(TreeError):
        Frontier.from_bytes(data)


def test_hash_of_another_length_is_refused():
    with pytest.raises(TreeError, match="32 bytes"):
        Frontier().append([b"short"])


def test_range_hash_is_that_of_the_definition():
    ranges = [(0, 300), (256, 300), (64, 128), (128, 130), (7, 8), (4, 4)]

    hashes = [range_hash(start, end, Nodes(LEAVES)) for start, end in ranges]

    assert hashes == [naive_root(LEAVES[start:end]) for start, end in ranges]


def test_changing_order_length_or_content_changes_the_root():
    words = [leaf_hash(word) for word in TESSERA_WORDS]
    swapped = [words[1], words[0], *words[2:]]
    others = [words[:-1], [*words, words[-1]], [*words[:-1], leaf_hash(b"")], swapped]

    roots = {Frontier().append(leaves).root() for leaves in [words, *others]}

    assert len(roots) == 5
