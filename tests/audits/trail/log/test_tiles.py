"""Names, bundles and reading of tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.trail.log.tiles import (
    EntryTooLong,
    FolderStore,
    MissingTile,
    Tile,
    TileError,
    TileReader,
    changed_tiles,
    read_bundle,
    read_path,
    tiles_of,
    write_bundle,
)
from audits.trail.log.tree import leaf_hash
from tests.audits.trail.log.building import Nodes, publish_log, some_entries


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(2, 999), "tile/2/999"),
        (Tile(1, 1000, 7), "tile/1/x001/000.p/7"),
        (Tile(63, 0, 255), "tile/63/000.p/255"),
        (Tile(-1, 5), "tile/entries/005"),
        (Tile(-1, 67_001, 1), "tile/entries/x067/001.p/1"),
    ],
)
def test_paths_are_those_of_the_specification(tile, path):
    assert tile.path == path
    assert read_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "checkpoint",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/-1/000",
        "tile/0/../000",
        "/tile/0/000",
        "tile/0/000\n",
    ],
)
def test_other_spellings_of_paths_are_refused(path):
    with pytest.raises(TileError, match="is not the path of a tile"):
        read_path(path)


def test_log_of_70000_entries_has_the_tiles_of_the_specification():
    tiles = {level: list(tiles_of(level, 70_000)) for level in range(4)}

    assert [len(tiles[level]) for level in range(4)] == [274, 2, 1, 0]
    assert [tiles[level][-1].width for level in range(3)] == [112, 17, 1]


def test_log_of_256_entries_has_a_full_tile_and_one_hash_above():
    assert list(tiles_of(0, 256)) == [Tile(0, 0, 256)]
    assert list(tiles_of(1, 256)) == [Tile(1, 0, 1)]


def test_changed_tiles_are_those_that_the_smaller_log_has_not():
    assert list(changed_tiles(0, 300, 300)) == []
    assert list(changed_tiles(0, 300, 301)) == [Tile(0, 1, 45)]
    assert list(changed_tiles(0, 511, 513)) == [Tile(0, 1, 256), Tile(0, 2, 1)]
    assert list(changed_tiles(-1, 0, 2)) == [Tile(-1, 0, 2)]
    assert list(changed_tiles(1, 300, 511)) == []
    assert list(changed_tiles(1, 300, 512)) == [Tile(1, 0, 2)]


@given(st.integers(0, 3), st.integers(0, 200_000), st.integers(0, 200_000))
def test_tiles_are_all_that_changed_since_every_smaller_size(level, one, other):
    old, new = sorted((one, other))

    changed = set(changed_tiles(level, old, new))

    assert changed == set(tiles_of(level, new)) - set(tiles_of(level, old))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundle_gives_back_its_entries(entries):
    assert read_bundle(write_bundle(entries)) == entries


def test_longest_entry_fits_and_one_byte_more_is_refused_by_its_index():
    longest = b"x" * 65_535

    assert read_bundle(write_bundle([longest])) == [longest]
    with pytest.raises(EntryTooLong, match="entry 513 has 65,536 bytes"):
        write_bundle([b"", longest + b"x"], start=512)


@pytest.mark.parametrize("end", [1, 2, 4, 6, 7])
def test_bundle_that_is_cut_off_is_refused(end):
    with pytest.raises(TileError, match="cut off within its entry"):
        read_bundle(write_bundle([b"abc", b"de"])[:end])


ENTRIES = some_entries(600)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    publish_log(folder, ENTRIES)
    return folder


def test_nodes_come_out_of_tiles(folder):
    reader, nodes = (
        TileReader(FolderStore(folder).read, 600),
        Nodes([leaf_hash(entry) for entry in ENTRIES]),
    )
    wanted = [(0, 0), (0, 599), (3, 74), (7, 3), (8, 0), (8, 1), (9, 0)]

    assert [reader(*each) for each in wanted] == [nodes(*each) for each in wanted]


def test_entries_come_out_of_bundles(folder):
    reader = TileReader(FolderStore(folder).read, 600)

    assert [reader.entry(index) for index in (0, 255, 256, 599)] == [
        ENTRIES[index] for index in (0, 255, 256, 599)
    ]


def test_full_tile_serves_where_the_partial_one_is_gone(folder):
    reader = TileReader(FolderStore(folder).read, 300)

    assert reader(0, 299) == leaf_hash(ENTRIES[299])
    assert reader.entry(299) == ENTRIES[299]


def test_what_a_log_of_this_size_has_not_is_refused(folder):
    reader = TileReader(FolderStore(folder).read, 300)

    for node in [(0, 300), (5, 9), (9, 0), (8, -1)]:
        with pytest.raises(TileError, match="a log of 300 entries has no"):
            reader(*node)
    for index in (300, -1):
        with pytest.raises(TileError, match="has no entry"):
            reader.entry(index)


def test_missing_tile_is_named():
    reader = TileReader(lambda _: None, 300)

    with pytest.raises(MissingTile, match=r"tile/0/001\.p/44 is missing"):
        reader(0, 299)
    with pytest.raises(MissingTile, match="tile/entries/000 is missing"):
        reader.entry(0)


def test_tile_of_another_length_is_named():
    files = {
        "tile/0/000.p/3": b"x" * 95,
        "tile/entries/000.p/3": write_bundle([b"one", b"two"]),
    }
    reader = TileReader(files.get, 3)

    with pytest.raises(TileError, match=r"tile/0/000\.p/3 has 95 bytes, not 96"):
        reader(0, 0)
    with pytest.raises(TileError, match=r"tile/entries/000\.p/3 has 2 entries, not 3"):
        reader.entry(0)


def test_bundle_that_is_cut_off_is_named():
    reader = TileReader({"tile/entries/000.p/3": b"\x00\x05abc"}.get, 3)

    with pytest.raises(TileError, match=r"tile/entries/000\.p/3: the bundle is cut off"):
        reader.entry(0)
