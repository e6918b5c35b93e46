"""One tile of the log: its bytes, and every hash that is told of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from audits.trail.log.tiles import WIDTH
from audits.trail.verifying.reading import Stored

# Stands in the tree where there is nothing to hash.
NOTHING = bytes(32)


@dataclass(frozen=True)
class Tile:
    """Up to 256 entries from index `start` on; None where something is gone."""

    start: int
    entries: Sequence[bytes | None]
    contents: Sequence[bytes | None]
    placed: Sequence[bytes | None]
    kept: Sequence[bytes | None]
    leaves: Sequence[bytes]

    @property
    def is_whole(self) -> bool:
        """Whether everything that is told of every entry is the hash of its bytes."""
        return self.leaves == self.placed == self.kept


def tile_of(stored: Stored, *, end: int, hashes_only: bool) -> Tile:
    """The tile with each entry in its place, in a log of `end` entries."""
    width = min(WIDTH, end - stored.start)
    columns: list[Sequence[bytes | None]] = [
        stored.entries,
        stored.contents,
        stored.placed,
        stored.kept,
    ]
    if stored.indexes != list(range(stored.start, stored.start + width)):
        columns = [_spread(it, stored, width) for it in columns]
    entries, contents, placed, kept = columns
    leaves = [it or NOTHING for it in placed] if hashes_only else hashes(entries)
    return Tile(stored.start, entries, contents, placed, kept, leaves)


def hashes(entries: Sequence[bytes | None]) -> list[bytes]:
    """The leaf hash (RFC 6962) of each entry; inline, as there are a million of them."""
    if None not in entries:
        return [sha256(b"\x00" + entry).digest() for entry in entries]  # type: ignore[operator]
    return [NOTHING if it is None else sha256(b"\x00" + it).digest() for it in entries]


def _spread(values: Sequence[bytes | None], stored: Stored, width: int) -> list[bytes | None]:
    """Each value at the place that its index says."""
    by_index = dict(zip(stored.indexes, values, strict=True))
    return [by_index.get(index) for index in range(stored.start, stored.start + width)]


def wrong_contents(tile: Tile) -> Iterator[tuple[int, bytes | None]]:
    """Index and content, for each content that is not the one whose SHA-256 its entry tells."""
    if _all_fit(tile):
        return
    rows = zip(tile.entries, tile.contents, strict=True)
    for index, (entry, content) in enumerate(rows, tile.start):
        if entry is not None and not _fits(entry, content):
            yield index, content


# Can stand nowhere else in canonical JSON than where it names the member.
_NAME = b'"content":"'


def _all_fit(tile: Tile) -> bool:
    """The same as `_fits` of each, inline, as there are a million of them."""
    if None in tile.contents or None in tile.entries:
        return False
    entries: Sequence[bytes] = tile.entries  # type: ignore[assignment]
    told = [it[(at := it.find(_NAME) + len(_NAME)) : at + 64] for it in entries]
    return told == [sha256(it).hexdigest().encode() for it in tile.contents]  # type: ignore[arg-type]


def _fits(entry: bytes, content: bytes | None) -> bool:
    digest = b"" if content is None else sha256(content).hexdigest().encode()
    return _NAME + digest + b'"' in entry
