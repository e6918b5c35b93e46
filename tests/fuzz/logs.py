"""Reads bytes as a log, and holds what comes out against a plain reading and against itself."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from zlib import crc32

from audits.discovery.formats import Format
from audits.discovery.reading import blocks, opening, reading
from audits.discovery.reading.opening import GZIP, ZSTD, Opened
from audits.discovery.reading.reading import START, Batch, Position, Reader
from audits.discovery.reading.scanning import Scanner
from tests.audits.discovery.formats.planting import PLANTED
from tests.fuzz.growing import check_growth
from tests.fuzz.later import BEARINGS, Held, Later
from tests.fuzz.layouts import Layout
from tests.fuzz.plainly import Plain, PlainLine, plainly

# So that a short input has lines that are too long.
LONGEST_LINE = 4 << 10
_WHOLE = 8 << 20
# To let lines grow takes long: every so many inputs one of their lines does.
_GROWS = 200

blocks.LONGEST_LINE = reading.LONGEST_LINE = LONGEST_LINE
# Another thread fetches nothing that is worth waiting for.
reading.ahead = iter


class Logs:
    """Reads whatever bytes there are as each of `formats`."""

    def __init__(
        self, formats: Iterable[Format], path: Path, tell: Callable[[bytes], None]
    ) -> None:
        self._formats = list(formats)
        self._path = path
        self._later = Later(tell)
        self._scanner = lru_cache(Scanner)

    def __call__(self, data: bytes) -> None:
        self.read(data, self._formats, data)

    def read(self, written: bytes, formats: Iterable[Format], data: bytes) -> None:
        """Reads `written` as each of `formats`; `data` is the input that it was made of."""
        if written.startswith((GZIP, ZSTD)):
            return
        self._path.write_bytes(written)
        random = Random(crc32(written))  # noqa: S311
        text = b"".join(Opened(self._path).pieces())
        for log_format in formats:
            self._check(log_format, text, data, random)
        self._later.ask_if_enough()

    def finish(self) -> None:
        self._later.ask()

    def _check(self, log_format: Format, text: bytes, data: bytes, random: Random) -> None:
        """Reads `text`, which the file has, as `log_format`."""
        sought = log_format.written(PLANTED.literals)
        literals = [*(one.encode().lower() for one in sought), *log_format.markers]
        plain = plainly(text, log_format, literals)
        if not any(abs(len(one.raw) - LONGEST_LINE) < 4 for one in plain.lines):
            read = _Reading(log_format, self._path, self._scanner(tuple(literals)))
            self._check_reading(read, plain, text, random)
        for line in plain.lines:
            self._read(line, data)
        if plain.lines and random.randrange(_GROWS) == 0:
            self._grow(random.choice(plain.lines), random)

    def _check_reading(self, read: "_Reading", plain: Plain, text: bytes, random: Random) -> None:
        whole = read.batches()
        check_whole(whole, plain, text)
        check_same(whole, read.batches(cut=1 + random.randrange(len(text) + 1)))
        stopped = random.randrange(len(whole)) if whole else 0
        start = whole[stopped].position if whole else START
        check_same(whole[stopped + 1 :], read.batches(start))

    def _read(self, line: PlainLine, data: bytes) -> None:
        """Reads every column in Python, and leaves the line to be read by the engine."""
        values = _values(line.layout, line.text)
        for seen, value in zip(line.layout.marks, values, strict=True):
            seen(value)
        *texts, fits = values
        held = Held(tuple(map(str, texts)), bool(fits), line.is_sought, data)
        self._later.add(line.layout, line.text, held)

    def _grow(self, line: PlainLine, random: Random) -> None:
        if line.text:
            check_growth(line.text, line.layout.reads, random)


@lru_cache(20_000)
def _values(layout: Layout, line: str) -> list[object]:
    """What each column reads. Most lines of an input were in others before."""
    return [read(line) for read in layout.reads.values()]


class _Reading:
    """A file that can be read in several ways."""

    def __init__(self, log_format: Format, path: Path, scanner: Scanner) -> None:
        self._format, self._path, self._scanner = log_format, path, scanner

    def batches(self, start: Position = START, *, cut: int = _WHOLE) -> list[Batch]:
        """From `start` on, in pieces and blocks of `cut` bytes."""
        opening.PIECE = blocks.BLOCK = cut
        reader = Reader(
            self._path,
            name="log",
            log_format=self._format,
            scanner=self._scanner,
            bearings=BEARINGS,
        )
        return list(reader.batches(start))


def lines_of(batches: Sequence[Batch]) -> list[tuple[int, str, Format]]:
    return [(at, line, batch.format) for batch in batches for _, at, line in batch.lines]


def check_whole(batches: Sequence[Batch], plain: Plain, text: bytes) -> None:
    """Whether every line that is sought was found where it stands, and nothing else; the lines were
    counted; and the faults lie where too long lines do."""
    sought = [one for one in plain.lines if one.is_sought and len(one.raw) <= LONGEST_LINE]
    assert lines_of(batches) == [(one.offset, one.text, one.layout.format) for one in sought]
    assert sum(batch.count for batch in batches) == len(plain.lines)
    assert all(text[at : at + size].find(b"\n") < 0 for at, size in undecodable_of(batches).items())
    long = {one.offset: len(one.raw) for one in plain.lines if len(one.raw) > LONGEST_LINE}
    for fault in (fault for batch in batches for fault in batch.faults):
        assert 0 <= fault.length - long[fault.offset] <= 2, fault
    for batch in batches:
        check_coverage(batch, text)
    end = batches[-1].position if batches else START
    assert end == Position(len(text), plain.headers)


def check_coverage(batch: Batch, text: bytes) -> None:
    """Whether what is said of times lies within the text and its lines."""
    coverage = batch.coverage
    assert sum(coverage.by_hour.values()) <= batch.count + 1
    assert all(begin <= end for begin, end in coverage.spans)
    assert all(at == 0 or text[at - 1 : at] == b"\n" for at in coverage.jumps)


def check_same(some: Sequence[Batch], others: Sequence[Batch]) -> None:
    """Whether two readings of the same bytes say the same."""
    assert lines_of(some) == lines_of(others)
    assert sum(one.count for one in some) == sum(one.count for one in others)
    assert undecodable_of(some) == undecodable_of(others)


def undecodable_of(batches: Sequence[Batch]) -> dict[int, int]:
    return {at: length for batch in batches for at, length in batch.undecodable.items()}
