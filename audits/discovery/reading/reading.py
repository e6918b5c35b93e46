"""Reads one log file: lines worth parsing, batch by batch, and what there is to say of the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from audits.discovery.formats.clocks import Bearings, Moment, Unreadable
from audits.discovery.formats.format import Format
from audits.discovery.reading.ahead import ahead
from audits.discovery.reading.blocks import BLOCK, LONGEST_LINE, Block, blocks
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.opening import Opened
from audits.discovery.reading.scanning import Scanner

# About so many bytes, or so many lines, are given to an engine at once.
_TOGETHER = 8 * BLOCK
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
    `undecodable` has, by their offsets, the lengths in bytes of lines that are not UTF-8.
    """

    format: Format
    lines: list[Line]
    position: Position
    taken: int
    count: int = 0
    faults: list[Fault] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    undecodable: dict[int, int] = field(default_factory=dict)

    def add(self, later: "Batch") -> None:
        """Puts the batch that follows, of the same layout, to this one."""
        self.lines += later.lines
        self.position, self.taken = later.position, later.taken
        self.count += later.count
        self.faults += later.faults
        self.coverage.merge(later.coverage)
        self.undecodable |= later.undecodable


def together(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Batches of one layout as fewer ones: an engine would rather be asked seldom."""
    held: Batch | None = None
    begin = 0
    for batch in batches:
        if held and (held.format != batch.format or _is_enough(held, begin)):
            yield held
            held = None
        if held:
            held.add(batch)
        else:
            held, begin = batch, batch.position.offset
    if held:
        yield held


def _is_enough(held: Batch, begin: int) -> bool:
    return held.position.offset - begin >= _TOGETHER or len(held.lines) >= _MANY


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
            line, is_utf8 = _decoded(raw)
            sets = self._base.sets(line)
            if sets:
                yield self._finished(batch, block, begin, at)
                self._headers[sets] = line
                self._format = self._laid_out()
                batch, begin = self._batch(), at
                batch.count -= 1
            else:
                self._add(batch, block.offset + at, raw, line)
            if not is_utf8:
                batch.undecodable[block.offset + at] = len(raw)
        yield self._finished(batch, block, begin, len(block.data))

    def _add(self, batch: Batch, offset: int, raw: bytes, line: str) -> None:
        if len(raw) > LONGEST_LINE:
            batch.faults.append(self._too_long(offset, len(raw)))
        else:
            batch.lines.append((self.name, offset, line))

    def _finished(self, batch: Batch, block: Block, begin: int, end: int) -> Batch:
        """`batch`, which is the lines of `block` from `begin` to `end`."""
        data = block.data[begin:end] if begin or end < len(block.data) else block.data
        feeds = batch.coverage.add_block(data, block.offset + begin, self._time_of)
        batch.count += feeds + bool(data and data[-1:] != b"\n") + bool(block.skipped)
        batch.position = Position(block.offset + end + block.skipped, dict(self._headers))
        return batch

    def _too_long(self, offset: int, length: int) -> Fault:
        return Fault(self.name, offset, length, "a line longer than a log's can be")

    def _time_of(self, raw: bytes) -> Moment | None:
        """The time of a line; None where it has none, as header lines do."""
        if len(raw) > LONGEST_LINE:
            return None
        text = self._format.time.read(raw.decode(errors="replace").rstrip("\r\n"))
        try:
            return self._format.clock(text, self._bearings) if text else None
        except Unreadable:
            return None


def _decoded(raw: bytes) -> tuple[str, bool]:
    """The text of a line, and whether it is UTF-8, or else what Windows writes in the West."""
    try:
        return raw.decode(), True
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), False
