"""Holding a log's files against its entries."""

from collections.abc import Iterator, Sequence

from audits.trail.log.tiles.bundles import write_bundle
from audits.trail.log.tiles.names import WIDTH, Tile, levels, tiles_of
from audits.trail.log.tiles.publishing import ReadRange
from audits.trail.log.tiles.reading import ReadFile
from audits.trail.log.tree import subtree_root


def wrong_files(
    read: ReadFile, *, size: int, leaves: ReadRange, entries: ReadRange | None
) -> Iterator[str]:
    """A sentence for each file that a log of `size` entries has to have and that is not so.

    `leaves` gives leaf hashes, `entries` the bytes behind them, or is None where the log is
    published without them. Nothing is written.
    """
    hashes: list[bytes] = []
    for tile in tiles_of(0, size):
        part = leaves(tile.start, tile.end)
        yield from _differs(read, tile, b"".join(part))
        if entries is not None:
            bundle = write_bundle(entries(tile.start, tile.end), tile.start)
            yield from _differs(read, Tile(-1, tile.index, tile.width), bundle)
        hashes += _roots(tile, part)
    for level in levels(size)[1:]:
        below, hashes = hashes, []
        for tile in tiles_of(level, size):
            part = below[tile.start : tile.end]
            yield from _differs(read, tile, b"".join(part))
            hashes += _roots(tile, part)


def _roots(tile: Tile, hashes: Sequence[bytes]) -> list[bytes]:
    """The hash that a full tile has on the level above."""
    return [subtree_root(hashes)] if tile.width == WIDTH else []


def _differs(read: ReadFile, tile: Tile, expected: bytes) -> Iterator[str]:
    present = read(tile.path)
    if present is None:
        yield f"{tile.path} is missing"
    elif present != expected:
        yield f"{tile.path} differs from what the log says"
