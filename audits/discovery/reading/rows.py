"""The rows of a CSV file, each told where it stands; so is what cannot be read."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from audits.discovery.reading.blocks import Block, lines
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.opening import Opened

# A quoted cell may have several lines; what makes a row longer than this has no end.
LONGEST_ROW = 64 << 10
_TOO_LONG = "a row longer than a table's can be"
_UNFIT = "a row whose quotation marks do not fit together"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row: `text`, `length` bytes at `offset` of the file; `line` counts from 1."""

    offset: int
    length: int
    line: int
    text: str
    cells: list[str]


def rows(path: Path, *, name: str) -> Iterator[Row | Fault]:
    """The rows of the file at `path`, told as `name`: the header, then the others, none blank.

    Each line is a row unless a quoted cell goes on in the next: so a quotation mark that means
    inches hides none of the lines below it. Raises OSError where the file cannot be read at all.
    """
    opened = Opened(path)
    reader = _Rows(_whole(opened), name)
    yield from reader
    if opened.broken:
        yield Fault(name, reader.end, 0, opened.broken)


def _whole(opened: Opened) -> Iterator[Block]:
    """Its lines; the last one of a file that is cut off is cut off too."""
    for line in lines(opened.pieces()):
        if not opened.broken or line.data.endswith((b"\n", b"\r")):
            yield line


class _Rows:
    """Puts lines together to rows. It gives the csv module one line after another of each row."""

    def __init__(self, several: Iterable[Block], name: str) -> None:
        self._several = iter(several)
        self._back: list[Block] = []
        self._name = name
        self._taken: list[Block] = []
        self._width = self._line = self.end = 0

    def __iter__(self) -> Iterator[Row | Fault]:
        while line := self._next():
            if _size(line) > LONGEST_ROW:
                yield self._fault(line, _TOO_LONG)
                self._past(line)
            elif b'"' not in line.data:
                yield from self._alone(line)
            else:
                self._back.append(line)
                yield from self._row()

    def _next(self) -> Block | None:
        return self._back.pop() if self._back else next(self._several, None)

    def _row(self) -> Iterator[Row | Fault]:
        cells = self._joined()
        taken, self._taken = self._taken, []
        if cells is None:
            for line in taken:
                yield from self._alone(line)
        else:
            yield from self._told(taken, cells)

    def _joined(self) -> list[str] | None:
        """The cells of the next lines as one row; None where they are none."""
        try:
            cells = next(csv.reader(self._given(), strict=True), [])
        except csv.Error:
            return None
        return cells if len(self._taken) == 1 or len(cells) == self._width else None

    def _given(self) -> Iterator[str]:
        """Lines while csv asks for more, and while they may belong to the same row."""
        size = 0
        while line := self._next():
            size += _size(line)
            if self._taken and (size > LONGEST_ROW or not self._width or self._is_row(line)):
                self._back.append(line)
                return
            self._taken.append(line)
            yield _text(line)

    def _is_row(self, line: Block) -> bool:
        """Whether it looks like a row of its own, and so not like a part of a cell."""
        if b'"' not in line.data:
            return line.data.count(b",") == self._width - 1
        cells = _cells(_text(line)) or []
        return len(cells) == self._width and not any('"' in cell for cell in cells)

    def _alone(self, line: Block) -> Iterator[Row | Fault]:
        """A line that is no row by the rules may still be one as careless writers quote them."""
        cells = _cells(_text(line))
        fits = b'"' not in line.data or not self._width
        if cells is None or not (fits or len(cells) == self._width):
            yield self._fault(line, _UNFIT)
            self._past(line)
        else:
            yield from self._told([line], cells)

    def _told(self, taken: list[Block], cells: list[str]) -> Iterator[Row]:
        self._width = self._width or len(cells)
        if cells:
            text = "".join(map(_text, taken)).rstrip("\r\n")
            length = len(b"".join(line.data for line in taken).rstrip(b"\r\n"))
            yield Row(taken[0].offset, length, self._line + 1, text, cells)
        for line in taken:
            self._past(line)

    def _past(self, line: Block) -> None:
        self._line += 1
        self.end = line.end

    def _fault(self, line: Block, what: str) -> Fault:
        length = line.skipped or len(line.data.rstrip(b"\r\n"))
        return Fault(self._name, line.offset, length, what)


def _cells(text: str) -> list[str] | None:
    """The cells of one line, with quotation marks that end nothing; None where a cell goes on."""
    reader = csv.reader([text, ""])
    try:
        cells = next(reader, [])
    except csv.Error:
        return None
    return cells if reader.line_num == 1 else None


def _size(line: Block) -> int:
    return line.end - line.offset


def _text(line: Block) -> str:
    """UTF-8, or else what Windows writes in the West."""
    try:
        return line.data.decode()
    except UnicodeDecodeError:
        return line.data.decode("cp1252", errors="replace")
