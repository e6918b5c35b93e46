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
        self.tile = lru_cache(maxsize=64)(self._tile)
        self._bundle = lru_cache(maxsize=4)(self._read_bundle)

    def __call__(self, level: int, index: int) -> bytes:
        tile_level, height = divmod(level, HEIGHT)
        tile_index, start = divmod(index << height, WIDTH)
        hashes = self.tile(tile_level, tile_index)[start : start + (1 << height)]
        if len(hashes) != 1 << height:
            raise TileError(f"a log of {self.size} entries has no node {index} on level {level}")
        return subtree_root(hashes)

    def entry(self, index: int) -> bytes:
        """The bytes of an entry."""
        if not 0 <= index < self.size:
            raise TileError(f"a log of {self.size} entries has no entry {index}")
        tile_index, at = divmod(index, WIDTH)
        return self._bundle(tile_index)[at]

    def _tile(self, level: int, index: int) -> list[bytes]:
        """The hashes of a tile as far as they belong to a log of this size."""
        tile = self._tile_at(level, index)
        data = self._file(tile)
        if len(data) not in (tile.width * HASH_SIZE, WIDTH * HASH_SIZE):
            raise TileError(f"{tile.path} has {len(data)} bytes, not {tile.width * HASH_SIZE}")
        return [data[at : at + HASH_SIZE] for at in range(0, tile.width * HASH_SIZE, HASH_SIZE)]

    def _read_bundle(self, index: int) -> list[bytes]:
        tile = self._tile_at(-1, index)
        try:
            entries = read_bundle(self._file(tile))
        except TileError as error:
            raise TileError(f"{tile.path}: {error}") from None
        if len(entries) not in (tile.width, WIDTH):
            raise TileError(f"{tile.path} has {len(entries)} entries, not {tile.width}")
        return entries[: tile.width]

    def _tile_at(self, level: int, index: int) -> Tile:
        width = min(WIDTH, count(level, self.size) - index * WIDTH)
        if index < 0 or width < 1:
            raise TileError(f"a log of {self.size} entries has no tile {index} on level {level}")
        return Tile(level, index, width)

    def _file(self, tile: Tile) -> bytes:
        """The tile; where it is partial and gone, the full one that took its place."""
        data = self._read(tile.path)
        if data is None and tile.width < WIDTH:
            data = self._read(tile.full_path)
        if data is None:
            raise MissingTile(f"{tile.path} is missing")
        return data
