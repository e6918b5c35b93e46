"""Bundles of entries: each entry behind its length in two bytes, big-endian."""

from collections.abc import Iterable, Iterator

from audits.trail.log.tiles.errors import EntryTooLong, TileError

LONGEST_ENTRY = 65_535


def write_bundle(entries: Iterable[bytes], start: int = 0) -> bytes:
    """The bundle of `entries`, of which the first has index `start`; raises `EntryTooLong`."""
    return b"".join(_prefixed(index, entry) for index, entry in enumerate(entries, start))


def read_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle; raises `TileError` where it is cut off."""
    return list(_entries(data))


def _prefixed(index: int, entry: bytes) -> bytes:
    if len(entry) > LONGEST_ENTRY:
        raise EntryTooLong(
            f"entry {index} has {len(entry):,} bytes; a log's entry has at most {LONGEST_ENTRY:,}:"
            " keep what is long beside the log, and its hash in the entry"
        )
    return len(entry).to_bytes(2, "big") + entry


def _entries(data: bytes) -> Iterator[bytes]:
    at = number = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise TileError(f"the bundle is cut off within its entry {number}, counted from 0")
        yield data[at + 2 : end]
        at, number = end, number + 1
