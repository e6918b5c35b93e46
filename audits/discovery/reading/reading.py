"""Reads one log file: lines worth parsing, batch by batch, and what there is to say of the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from audits.discovery.formats.clocks import Bearings, Unreadable
from audits.discovery.formats.format import Format
from audits.discovery.reading.ahead import ahead
from audits.discovery.reading.blocks import LONGEST_LINE, Block, blocks
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.opening import Opened
from audits.discovery.reading.scanning import Scanner

# So many blocks, or about so many lines, are given to an engine at once.
_TOGETHER = 8
_MANY = 5000

# A file's name, the offset of a line in its text, and the line.
Line = tuple[str, int, str]


@dataclass(frozen=True)
class Position:
    """Where reading goes on: at `offset` of the text, with the header lines in force there."""

    offset: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


START = Position()


@dataclass
class Batch:
    """What a block of a file gives: lines of one layout, and all that is said of the block.

    `taken` counts the bytes of the file that were read so far; `position` is where to go on.
    """

    format: Format
    lines: list[Line]
    position: Position
    taken: int
    count: int = 0
    faults: list[Fault] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    undecodable: int = 0

    def add(self, later: "Batch") -> None:
        """Puts the batch that follows, of the same layout, to this one."""
        self.lines += later.lines
        self.position, self.taken = later.position, later.taken
        self.count += later.count
        self.faults += later.faults
        self.coverage.merge(later.coverage)
        self.undecodable += later.undecodable


def together(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Batches of one layout as fewer ones: an engine would rather be asked seldom."""
    held: Batch | None = None
    size = 0
    for batch in batches:
        if held and (held.format != batch.format or size >= _TOGETHER or len(held.lines) >= _MANY):
            yield held
            held, size = None, 0
        size += 1
        if held:
            held.add(batch)
        else:
            held = batch
    if held:
        yield held


class Reader:
    """Reads the file `path`, told as `name`, in `log_format`; only to before `end`, if given."""

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        log_format: Format,
        scanner: Scanner,
        bearings: Bearings,
        end: int | None = None,
    ) -> None:
        self.name = name
        self.opened = Opened(path, end=end)
        self._base = log_format
        self._scanner = scanner
        self._bearings = bearings

    def batches(self, start: Position = START) -> Iterator[Batch]:
        """The batches from `start` on; their lines are in order, and none is in two.

        Raises OSError where the file cannot be read at all.
        """
        self._headers = dict(start.headers)
        self._format = self._laid_out()
        end = start.offset
        for block in blocks(ahead(self.opened.pieces_from(start.offset))):
            if self.opened.broken and not block.data.endswith(b"\n"):
                # The last line of a file that is cut off is cut off too.
                continue
            moved = replace(block, offset=block.offset + start.offset)
            end = moved.end
            yield from self._read(moved)
        if self.opened.broken:
            batch = self._batch()
            batch.position = Position(end, dict(self._headers))
            batch.faults.append(Fault(self.name, end, 0, self.opened.broken))
            yield batch

    def _laid_out(self) -> Format:
        return self._base.under(self._headers)

    def _batch(self) -> Batch:
        return Batch(self._format, [], Position(), self.opened.taken)

    def _read(self, block: Block) -> Iterator[Batch]:
        """A batch; another one from each header line on, and where there are many lines in it."""
        batch, begin = self._batch(), 0
        if block.skipped:
            batch.faults.append(self._too_long(block.offset, block.skipped))
        for at, raw in self._scanner.lines(block.data):
            if len(batch.lines) >= _MANY:
                yield self._finished(batch, block, begin, at)
                batch, begin = self._batch(), at
            line = self._decoded(raw, batch)
            sets = self._base.sets(line)
            if sets:
                yield self._finished(batch, block, begin, at)
                self._headers[sets] = line
                self._format = self._laid_out()
                batch, begin = self._batch(), at
                batch.count -= 1
            elif len(raw) > LONGEST_LINE:
                batch.faults.append(self._too_long(block.offset + at, len(raw)))
            else:
                batch.lines.append((self.name, block.offset + at, line))
        yield self._finished(batch, block, begin, len(block.data))

    def _finished(self, batch: Batch, block: Block, begin: int, end: int) -> Batch:
        """`batch`, which is the lines of `block` from `begin` to `end`."""
        data = block.data[begin:end] if begin or end < len(block.data) else block.data
        feeds = batch.coverage.add_block(data, block.offset + begin, self._time_of)
        batch.count += feeds + bool(data and data[-1:] != b"\n") + bool(block.skipped)
        batch.position = Position(block.offset + end + block.skipped, dict(self._headers))
        return batch

    def _too_long(self, offset: int, length: int) -> Fault:
        return Fault(self.name, offset, length, "a line longer than a log's can be")

    def _decoded(self, raw: bytes, batch: Batch) -> str:
        """The text of a line: UTF-8, or else what Windows writes in the West."""
        try:
            return raw.decode()
        except UnicodeDecodeError:
            batch.undecodable += 1
            return raw.decode("cp1252", errors="replace")

    def _time_of(self, raw: bytes) -> datetime | None:
        """The time of a line; None where it has none, as header lines do."""
        if len(raw) > LONGEST_LINE:
            return None
        text = self._format.time.read(raw.decode(errors="replace").rstrip("\r\n"))
        try:
            return self._format.clock(text, self._bearings).at if text else None
        except Unreadable:
            return None
