"""What the first lines of a log suggest for a mapping: a person looks at it before it is kept."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from audits.discovery.formats.clocks import Bearings, Unreadable
from audits.discovery.formats.mapping import clock_of
from audits.discovery.formats.mapping_faults import FIELDS

# Patterns of `datetime.strptime` that devices and exports are set to.
TIME_PATTERNS = (
    "%d/%b/%Y:%H:%M:%S %z", "%d/%b/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p",
    "%d.%m.%Y %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%a %b %d %H:%M:%S %Y", "%b %d %H:%M:%S",
)  # fmt: skip
# What these fields are often called, in small letters and digits; the first that is there counts.
NAMES: dict[str, tuple[str, ...]] = {
    "time": ("timestamp", "datetime", "time", "eventtime", "logtime", "starttime", "date", "ts"),
    "user": ("user", "username", "login", "account", "userid", "upn", "email", "suser"),
    "client": ("clientip", "srcip", "sourceip", "client", "clientaddress", "src", "source", "ip"),
    "device": ("device", "devicename", "computer", "computername", "workstation", "machine"),
    "host": ("host", "hostname", "domain", "fqdn", "sni", "dsthost", "destinationhost", "query"),
    "url": ("url", "uri", "requesturl", "requesturi", "csuri", "request"),
    "method": ("method", "verb", "httpmethod", "requestmethod"),
    "outcome": ("action", "outcome", "result", "disposition", "status", "statuscode"),
    "peer": ("dstip", "destinationip", "serverip", "destip", "dst", "destination", "peer"),
    "application": ("application", "app", "appname", "applicationname"),
}
# What their values look like, where nothing says what they are called.
_LOOKS: tuple[tuple[str, str], ...] = (
    ("url", "^[a-z]+://"),
    ("method", "^(?:GET|POST|PUT|HEAD|CONNECT)$"),
    ("client", r"^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$"),
    ("peer", r"^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$"),
    ("host", r"^(?:[a-z0-9-]+\.)+[a-z]{2,}$"),
)
_TIMES = {"epoch": r"^[0-9]{9,19}(?:\.[0-9]+)?$", "iso": "^[0-9]{4}-?[0-9]{2}-?[0-9]{2}."}
# A comma may stand in a text, and a colon and a blank in a time: these come last.
_LIKELY, _LESS_LIKELY = ("\t", "|", ";", "^", ","), (" ", ":")
_VALUE = re.compile("[0-9]{2}|://|^-?$")
_BEARINGS = Bearings(UTC, datetime(9999, 12, 30, tzinfo=UTC))
_COMPARED = 10


@dataclass(frozen=True)
class Found:
    """A column of a log, by its header, its key or its number, with a value that stands there."""

    column: str | int
    example: str


def kind_of(lines: Sequence[str]) -> str:
    """ "json" or "csv"."""
    return "json" if any(_object(line) for line in lines[:_COMPARED]) else "csv"


def delimiter_of(lines: Sequence[str]) -> str:
    """What divides most lines alike, into the most cells; a comma where nothing does."""
    for some in (_LIKELY, _LESS_LIKELY):
        width, delimiter = max((_width(lines, one), one) for one in some)
        if width > 1:
            return delimiter
    return ","


def _width(lines: Sequence[str], delimiter: str) -> int:
    """How many cells most lines have; 0 where there is no such number."""
    widths = [len(row_of(line, delimiter)) for line in lines[:_COMPARED]]
    width = max(widths, key=widths.count, default=0)
    return width if 2 * widths.count(width) > len(widths) else 0


def row_of(line: str, delimiter: str) -> list[str]:
    """The cells of a line; none where it is no CSV, or nothing like that can divide it."""
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except (csv.Error, TypeError, ValueError):
        return []
    return [cell.strip() for cell in row]


def columns_of(lines: Sequence[str], *, kind: str, delimiter: str) -> list[Found]:
    """The columns that a mapping for a log of these lines can name, in their order.

    Of CSV with a header line, each has its header, and after them all stand their numbers.
    """
    if kind == "json":
        return list(_keys(lines))
    rows = [row_of(line, delimiter) for line in lines]
    rows = [row for row in rows if row]
    named = _headers(rows)
    first = rows[1:2] if named else rows[:1]
    numbered = [Found(place, cell) for row in first for place, cell in enumerate(row, 1)]
    return [*named, *numbered]


def _headers(rows: Sequence[list[str]]) -> list[Found]:
    if not rows or any(_VALUE.search(cell) for cell in rows[0]):
        return []
    values = rows[1] if len(rows) > 1 else []
    headers = {cell.lower(): (cell, place) for place, cell in reversed([*enumerate(rows[0])])}
    in_order = sorted(headers.values(), key=lambda pair: pair[1])
    return [Found(cell, values[at] if at < len(values) else "") for cell, at in in_order]


def _keys(lines: Sequence[str]) -> Iterator[Found]:
    found: dict[str, str] = {}
    for line in lines:
        for key, value in _leaves(_object(line)):
            found[key] = found.get(key) or value
    return (Found(key, value) for key, value in found.items())


def _object(line: str) -> dict[str, Any]:
    """What a line of JSON says; nothing where it is none, or no object."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _leaves(read: Any) -> Iterator[tuple[str, str]]:
    """Each key that has a value of its own, at any depth."""
    if isinstance(read, list):
        for one in read:
            yield from _leaves(one)
    elif isinstance(read, dict):
        for key, value in read.items():
            if isinstance(value, dict | list):
                yield from _leaves(value)
            else:
                yield key, "" if value is None else str(value)


def fields_of(columns: Sequence[Found]) -> dict[str, str | int]:
    """Which field stands in which of `columns`, as far as its name or its value says so."""
    by_name = dict(_by_name(columns))
    return by_name or dict(_by_value(columns))


def _by_name(columns: Sequence[Found]) -> Iterator[tuple[str, str | int]]:
    known = {_plain(one.column): one.column for one in columns if isinstance(one.column, str)}
    for field in FIELDS:
        name = next((name for name in NAMES[field] if name in known), None)
        if name:
            yield field, known[name]


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


def _by_value(columns: Sequence[Found]) -> Iterator[tuple[str, str | int]]:
    left = [one for one in columns if isinstance(one.column, str)] or list(columns)
    time = next((one for one in left if time_format_of(one.example)), None)
    if time:
        left.remove(time)
        yield "time", time.column
    for field, looks in _LOOKS:
        found = next((one for one in left if re.search(looks, one.example, re.IGNORECASE)), None)
        if found:
            left.remove(found)
            yield field, found.column


def time_format_of(text: str) -> str:
    """The time format of a mapping that reads `text`; "" where none of the usual ones does."""
    likely = [name for name, looks in _TIMES.items() if re.search(looks, text)]
    return next((name for name in (*likely, *TIME_PATTERNS) if _reads(name, text)), "")


def _reads(time_format: str, text: str) -> bool:
    try:
        clock_of(time_format)(text, _BEARINGS)
    except Unreadable:
        return False
    return True
