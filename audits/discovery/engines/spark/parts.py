"""Logs cut into parts, and what a worker of the cluster makes of each: this runs on the workers."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple

from audits.discovery.engines.engine import Log
from audits.discovery.formats.format import Format
from audits.discovery.reading.blocks import LONGEST_LINE
from audits.discovery.reading.opening import PIECE, Opened
from audits.discovery.reading.reading import Batch, Line, Position
from audits.discovery.reading.scanning import Scanner

# A multiple of PIECE, so that the parts together have the same batches as the whole.
PART = 16 * PIECE
_NEAR = 16 << 10
# Java's regular expressions go back and forth in a line, and take more of the stack with each
# character; RE2's do neither. A longer line could hold a worker up or end it, and is left to the
# client.
LONG = 4 << 10
# A log takes about so many times less where it is compressed.
_COMPRESSION = 10

_scanner = lru_cache(Scanner)


@dataclass(frozen=True)
class Part:
    """What is read at once of the log at the place `log`: to before `end`, or all from `begin` on.

    `size` is about how many bytes of text that is.
    """

    log: int
    begin: int
    end: int | None
    size: int


Numbered = tuple[int, Part]


class Told(NamedTuple):
    """All that a batch says of itself but its lines and its format.

    `rows` is how many lines are rows of their own; those that are too long for Java are `long`.
    """

    part: int
    layout: str
    rows: int
    long: list[Line]
    batch: dict[str, Any]


class Row(NamedTuple):
    """A line, and how it is laid out. `file` is the number of its part: names may occur twice."""

    layout: str
    file: str
    offset: int
    line: str


def parts_of(logs: Iterable[Log], *, size: int = PART) -> Iterator[Part]:
    """`logs` in parts of about `size` bytes (a multiple of PIECE) that end where lines do.

    One is not cut where a place in its text is none in the file, as in gzip, and where its lines
    are read by header lines that stand before them. Raises OSError.
    """
    for number, log in enumerate(logs):
        opened = Opened(log.path)
        if log.format.header or not opened.is_plain:
            text = opened.size if opened.is_plain else opened.size * _COMPRESSION
            yield Part(number, log.start.offset, None, text)
        else:
            for begin, end in pairwise(_cuts(log, opened.size, size)):
                yield Part(number, begin, end, end - begin)


def tasks_of(parts: Iterable[Part], *, size: int = PART) -> list[list[Numbered]]:
    """`parts`, numbered, those together that have no more than `size` bytes and follow each other.

    A task costs the cluster a while, however little there is to do in it.
    """
    tasks: list[list[Numbered]] = []
    left = 0
    for number, part in enumerate(parts):
        if not tasks or part.size > left:
            tasks.append([])
            left = size
        tasks[-1].append((number, part))
        left -= part.size
    return tasks


def _cuts(log: Log, end: int, size: int) -> Iterator[int]:
    begin = log.start.offset
    yield begin
    with log.path.open("rb", buffering=0) as file:
        for place in range((begin // size + 1) * size, end, size):
            cut = _line_end(file, place)
            if cut > begin:
                yield cut
    yield end


def _line_end(file: BinaryIO, place: int) -> int:
    """Where the last line before `place` ends; 0 where it is longer than a line can be."""
    for reach in (_NEAR, LONGEST_LINE):
        begin = max(0, place - reach)
        file.seek(begin)
        end = file.read(place - begin).rfind(b"\n") + 1
        if end:
            return begin + end
    return 0


def layout_of(log_format: Format, headers: Mapping[str, str]) -> str:
    """A short name for how lines are laid out under `headers`."""
    told = json.dumps([log_format.name, sorted(headers.items())])
    return blake2b(told.encode(), digest_size=8).hexdigest()


def read_parts(
    parts: Iterable[Numbered], logs: Sequence[Log], sought: Sequence[tuple[bytes, ...]]
) -> Iterator[Told | Row]:
    """The lines worth parsing, and what the batches tell; `sought` has the literals of each log.

    Reading a part again, where a worker was lost, gives the same.
    """
    for number, part in parts:
        log = logs[part.log]
        reader = log.reader(_scanner(sought[part.log]), end=part.end)
        start = log.start if part.begin == log.start.offset else Position(part.begin)
        for batch in reader.batches(start):
            yield from _told(number, log, batch)


def _told(number: int, log: Log, batch: Batch) -> Iterator[Told | Row]:
    layout, file = layout_of(log.format, batch.position.headers), str(number)
    lines = [(file, offset, line) for _name, offset, line in batch.lines]
    long = [one for one in lines if len(one[2]) > LONG]
    said = {name: getattr(batch, name) for name in _TOLD}
    yield Told(number, layout, len(lines) - len(long), long, said)
    for line in lines:
        if len(line[2]) <= LONG:
            yield Row(layout, *line)


_TOLD = ("position", "taken", "count", "faults", "coverage", "undecodable")
