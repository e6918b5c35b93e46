"""A CSV file read to rows, or the faults that keep it from being read."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from policy.personnel.importing.faults import Fault, ImportRefused
from policy.spreadsheets import restored

MAX_BYTES = 5 * 1024 * 1024
DELIMITERS = (",", ";")


@dataclass(frozen=True)
class Row:
    """One row: the line on which it begins and its cells by the name of their column."""

    line: int
    cells: dict[str, str]


def read_table(content: bytes, *, columns: Sequence[str]) -> list[Row]:
    """The rows of a CSV file with exactly these columns, in any order.

    UTF-8 with or without a byte order mark, comma or semicolon, any line ends. Raises
    ImportRefused with every fault found.
    """
    text = decoded(content)
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    records = list(read_records(text, delimiter))
    if not records:
        raise refused(_("a file that is not empty: a line of headings, then a line per row"))
    (_line, headings), *body = records
    names = [heading.strip().lower() for heading in headings]
    if faults := faults_of_headings(names, columns):
        raise ImportRefused(faults)
    if not body:
        raise refused(_("at least one row below the headings"))
    if faults := faults_of_lengths(body, len(names)):
        raise ImportRefused(faults)
    return [
        Row(line, dict(zip(names, (restored(cell.strip()) for cell in cells), strict=True)))
        for line, cells in body
    ]


def decoded(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise refused(_("a file of at most %(size)s") % {"size": filesizeformat(MAX_BYTES)})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        expected = _("text in UTF-8; in Excel, save the file as “CSV UTF-8”")
        raise ImportRefused([Fault(line, "", f"0x{content[error.start]:02x}", expected)]) from error


def read_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        expected = _("a well-formed CSV row (%(error)s)") % {"error": error}
        raise ImportRefused([Fault(line, "", "", expected)]) from error


def faults_of_headings(names: Sequence[str], columns: Sequence[str]) -> list[Fault]:
    missing = _("the column %(column)s, which is missing")
    extra = _("no such column; the columns are %(columns)s")
    once = _("each column once")
    return [
        *(Fault(1, name, "", missing % {"column": name}) for name in columns if name not in names),
        *(
            Fault(1, name, name, extra % {"columns": ", ".join(columns)})
            for name in names
            if name not in columns
        ),
        *(Fault(1, name, name, once) for name, count in Counter(names).items() if count > 1),
    ]


def faults_of_lengths(body: Iterable[tuple[int, list[str]]], length: int) -> list[Fault]:
    expected = _("%(length)s cells, as in the line of headings") % {"length": length}
    return [
        Fault(line, "", _("%(count)s cells") % {"count": len(cells)}, expected)
        for line, cells in body
        if len(cells) != length
    ]


def refused(expected: str) -> ImportRefused:
    return ImportRefused([Fault(0, "", "", _("Expected %(what)s.") % {"what": expected})])
