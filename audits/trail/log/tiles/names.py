"""Which tiles a log of a size has, and what they are called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audits.trail.log.tiles.errors import TileError

CHECKPOINT = "checkpoint"
WIDTH = 256
HEIGHT = 8  # levels of the tree in one tile
TOP = 63
PATH = re.compile(
    r"tile/(?P<level>[0-9]{1,2}|entries)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[0-9]{1,3}))?",
    re.ASCII,
)


@dataclass(frozen=True, order=True)
class Tile:
    """`width` hashes of a level, from hash `index` * 256 on; on level -1, the entries."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        return self.full_path if self.width == WIDTH else f"{self.partial_folder}/{self.width}"

    @property
    def full_path(self) -> str:
        level = "entries" if self.level < 0 else str(self.level)
        return f"tile/{level}/{_index_path(self.index)}"

    @property
    def partial_folder(self) -> str:
        """Where the partial tiles lie that come before the full one."""
        return f"{self.full_path}.p"

    @property
    def start(self) -> int:
        """The first hash or entry, counted on its level."""
        return self.index * WIDTH

    @property
    def end(self) -> int:
        return self.start + self.width


def read_path(path: str) -> Tile:
    """The tile that is called so; raises `TileError`."""
    match = PATH.fullmatch(path)
    if not match:
        raise TileError(f"{path} is not the path of a tile")
    level = -1 if match["level"] == "entries" else int(match["level"])
    index = int(match["index"].replace("x", "").replace("/", ""))
    tile = Tile(level, index, int(match["width"] or WIDTH))
    if tile.path != path or not 0 < tile.width <= WIDTH or level > TOP:
        raise TileError(f"{path} is not the path of a tile")
    return tile


def count(level: int, size: int) -> int:
    """How many hashes a log of `size` entries has on a level of tiles."""
    return size >> (HEIGHT * max(level, 0))


def tiles_of(level: int, size: int) -> Iterator[Tile]:
    """The tiles of one level in a log of `size` entries; the last may be partial."""
    return _tiles_between(level, 0, count(level, size))


def changed_tiles(level: int, old_size: int, new_size: int) -> Iterator[Tile]:
    """The tiles of one level that a log of `new_size` has and one of `old_size` has not."""
    return _tiles_between(level, count(level, old_size), count(level, new_size))


def levels(size: int) -> range:
    """The levels of tiles in a log of `size` entries."""
    return range(-(-size.bit_length() // HEIGHT))


def _tiles_between(level: int, old: int, new: int) -> Iterator[Tile]:
    if old < new:
        for index in range(old // WIDTH, -(-new // WIDTH)):
            yield Tile(level, index, min(WIDTH, new - index * WIDTH))


def _index_path(index: int) -> str:
    digits = f"{index:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
