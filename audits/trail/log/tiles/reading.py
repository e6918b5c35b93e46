"""Hashes and entries out of the files of a log."""

from collections.abc import Callable
from functools import lru_cache

from audits.trail.log.tiles.bundles import read_bundle
from audits.trail.log.tiles.errors import MissingTile, TileError
from audits.trail.log.tiles.names import HEIGHT, WIDTH, Tile, count
from audits.trail.log.tree import HASH_SIZE, subtree_root

ReadFile = Callable[[str], bytes | None]


class TileReader:
    """Reads a log of `size` entries; nothing it reads is verified yet.

    It is called with the level and index of a node of the tree, as proofs ask for them. Raises
    `MissingTile` and `TileError`, which name the file.
    """

    def __init__(self, read: ReadFile, size: int) -> None:
        self._read = read
        self.size = size
        self._hashes = lru_cache(maxsize=64)(self._read_hashes)
        self._entries = lru_cache(maxsize=4)(self._read_entries)

    def __call__(self, level: int, index: int) -> bytes:
        if index < 0 or (index + 1) << level > self.size:
            raise TileError(f"a log of {self.size} entries has no node {index} on level {level}")
        tile_level, height = divmod(level, HEIGHT)
        tile_index, start = divmod(index << height, WIDTH)
        return subtree_root(self._hashes(tile_level, tile_index)[start : start + (1 << height)])

    def entry(self, index: int) -> bytes:
        """The bytes of an entry."""
        if not 0 <= index < self.size:
            raise TileError(f"a log of {self.size} entries has no entry {index}")
        tile_index, at = divmod(index, WIDTH)
        return self._entries(tile_index)[at]

    def _read_hashes(self, level: int, index: int) -> list[bytes]:
        """The hashes of a tile as far as they belong to a log of this size."""
        tile = self._tile(level, index)
        data = self._file(tile)
        if len(data) not in (tile.width * HASH_SIZE, WIDTH * HASH_SIZE):
            raise TileError(f"{tile.path} has {len(data)} bytes, not {tile.width * HASH_SIZE}")
        return [data[at : at + HASH_SIZE] for at in range(0, tile.width * HASH_SIZE, HASH_SIZE)]

    def _read_entries(self, index: int) -> list[bytes]:
        tile = self._tile(-1, index)
        data = self._file(tile)
        try:
            entries = read_bundle(data)
        except TileError as error:
            raise TileError(f"{tile.path}: {error}") from None
        if len(entries) not in (tile.width, WIDTH):
            raise TileError(f"{tile.path} has {len(entries)} entries, not {tile.width}")
        return entries

    def _tile(self, level: int, index: int) -> Tile:
        return Tile(level, index, min(WIDTH, count(level, self.size) - index * WIDTH))

    def _file(self, tile: Tile) -> bytes:
        """The tile; where it is partial and gone, the full one that took its place."""
        data = self._read(tile.path)
        if data is None and tile.width < WIDTH:
            data = self._read(tile.full_path)
        if data is None:
            raise MissingTile(f"{tile.path} is missing")
        return data
