"""The log as the database has it, by the 256 entries, in the order of the tree."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from audits.trail.log.tiles import WIDTH
from audits.trail.verifying.columns import STANDS_THERE


class Signed(NamedTuple):
    """A checkpoint as it is stored."""

    size: int
    root: bytes
    note: str
    at: datetime


class Stored(NamedTuple):
    """What stands in the database for one tile of the log, position by position.

    `placed` is the leaf hash that stands with the place, `kept` the one that stands with the
    entry; of an entry that is gone, and of content that is not there, there is None. `signed`
    are the checkpoints of sizes within the tile, `otherwise` the places whose columns do not stand
    in the entry as the database writes them: they are told by something else, or need escapes.
    """

    start: int
    indexes: list[int]
    placed: list[bytes]
    kept: list[bytes | None]
    entries: list[bytes | None]
    contents: list[bytes | None]
    otherwise: list[int]
    signed: list[Signed]


# One row per tile: a row costs more on its way than what is in it.
_COPY = f"""COPY (
    SELECT span.start, rows.*, signed.*
    FROM generate_series(0, %(last)s::bigint, %(width)s) span (start)
    CROSS JOIN LATERAL (
        SELECT array_agg(index), array_agg(placed), array_agg(kept), array_agg(entry),
            array_agg(content), array_agg(index) FILTER (WHERE NOT ({STANDS_THERE}))
        FROM (
            SELECT position.*, position.leaf AS placed, entry.leaf AS kept,
                CASE WHEN %(bytes)s THEN entry.entry END AS entry,
                CASE WHEN %(bytes)s THEN entry.content END AS content
            FROM public.trail_position position
            LEFT JOIN public.trail_entry entry ON entry.id = position.entry_id
            WHERE position.index >= span.start AND position.index < span.start + %(width)s
            ORDER BY position.index
        ) one
    ) rows
    CROSS JOIN LATERAL (
        SELECT array_agg(size), array_agg(root), array_agg(note), array_agg(signed_at) FROM (
            SELECT * FROM public.trail_checkpoint
            WHERE size > span.start AND size <= span.start + %(width)s
            ORDER BY size
        ) one
    ) signed
) TO STDOUT (FORMAT binary)"""  # noqa: S608 (our own constants)
_TYPES = [
    *("int8", "int8[]", "bytea[]", "bytea[]", "bytea[]", "bytea[]", "int8[]"),
    *("int8[]", "bytea[]", "text[]", "timestamptz[]"),
]


def read_tiles(size: int, *, hashes_only: bool = False) -> Iterator[Stored]:
    """The tiles of a log of `size` entries; with `hashes_only`, without entries and contents.

    Reads as it goes: what is held at a time does not grow with the log.
    """
    told = {"last": size - 1, "width": WIDTH, "bytes": not hashes_only}
    with connection.cursor() as cursor, cursor.copy(_COPY, told) as copy:
        copy.set_types(_TYPES)
        for row in copy.rows():
            yield _stored(*row)


def _stored(start: int, *arrays: Any) -> Stored:
    indexes, placed, kept, entries, contents, otherwise, *signed = (it or [] for it in arrays)
    checkpoints = list(map(Signed, *signed))
    return Stored(start, indexes, placed, kept, entries, contents, otherwise, checkpoints)


def size_of_log() -> tuple[int, int]:
    """How many entries the latest checkpoint has, and up to where there are places."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        signed, placed = cursor.fetchone()
    return signed, placed


_SIZES = """
    SELECT COALESCE((SELECT max(size) FROM public.trail_checkpoint), 0),
        COALESCE((SELECT max(index) + 1 FROM public.trail_position), 0)
"""
