"""A log format of somebody's own: which column of CSV, or which key of JSON, holds what."""

import collections.abc
import csv
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from audits.discovery.formats.clocks import Clock, epoch, in_zone, iso, without_year, written_as
from audits.discovery.formats.columns import MOST_COLUMNS, Column, Pattern, cells, comma, key
from audits.discovery.formats.format import NEVER, OWN, Format, Shows
from audits.discovery.formats.mapping_faults import faults_of, has_year

_CLOCKS: dict[str, Clock] = {"epoch": epoch, "iso": iso}
# What the header line of a mapping sets.
_LAYOUT = "layout"


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """Which column of a log holds which value.

    `columns` says for each field (time, user, client, device, host, url, method, outcome, peer,
    application) where it stands. In CSV that is the header of its column, whatever its case, or
    its number, from 1; in JSON the key, at any depth. Headers may come again in another order: the
    newest header line counts.

    `time_format` is "epoch", "iso", or a pattern of `datetime.strptime`, with or without a year;
    `zone` (an IANA name) is that of times which do not say theirs, "" where it is the machine's.
    """

    name: str
    columns: collections.abc.Mapping[str, str | int]
    kind: str = "csv"
    delimiter: str = ","
    time_format: str = "iso"
    zone: str = ""

    def validate(self) -> list[str]:
        """What is wrong with it, a sentence each; nothing where it can be used."""
        return [fault for _, fault in faults_of(self)]

    @property
    def format(self) -> Format:
        """The format that it describes. Raises ValueError where it is not valid."""
        if faults := self.validate():
            raise ValueError(" ".join(faults))
        return _of_json(self) if self.kind == "json" else _of_csv(self)

    @property
    def goes_by_names(self) -> bool:
        """Whether a header or a key tells its logs from others; any line has numbered columns."""
        return any(isinstance(column, str) for column in self.columns.values())

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that it goes by, in lower case."""
        return tuple(one.strip().lower() for one in self.columns.values() if isinstance(one, str))


@dataclass(frozen=True)
class HeaderLine:
    """Fits a line of CSV in which each of `headers` stands."""

    headers: tuple[str, ...]
    delimiter: str

    def read(self, line: str) -> str:
        """What the line sets; "" where it is no header line."""
        named = all(header in line.lower() for header in self.headers)
        return _LAYOUT if named and set(self.headers) <= set(self.cells(line)) else ""

    def cells(self, line: str) -> list[str]:
        """The cells of a line, in lower case; none where it is no CSV."""
        try:
            row = next(csv.reader([line], delimiter=self.delimiter, skipinitialspace=True), [])
        except csv.Error:
            return []
        return [cell.strip().lower() for cell in row]


# One for each, so that layouts that are alike are equal.
@lru_cache
def clock_of(time_format: str) -> Clock:
    """What reads times in the `time_format` of a mapping."""
    if time_format in _CLOCKS:
        return _CLOCKS[time_format]
    return written_as(time_format) if has_year(time_format) else without_year(time_format)


def _clock(mapping: Mapping) -> Clock:
    clock = clock_of(mapping.time_format)
    return in_zone(ZoneInfo(mapping.zone), clock) if mapping.zone else clock


def _of_json(mapping: Mapping) -> Format:
    time = re.escape(str(mapping.columns["time"]))
    return _described(
        mapping,
        rf'^[ \t]*\{{[^\n]*"{time}"[ \t]*:',
        {field: key(str(name)) for field, name in mapping.columns.items()},
    )


def _of_csv(mapping: Mapping) -> Format:
    if not mapping.headers:
        return _numbered(mapping, {})
    header = HeaderLine(mapping.headers, mapping.delimiter)

    def laid_out(lines: collections.abc.Mapping[str, str]) -> Format:
        if _LAYOUT not in lines:
            return unknown
        row = header.cells(lines[_LAYOUT])[:MOST_COLUMNS]
        if not set(mapping.headers) <= set(row):
            return unknown
        return _headed(_numbered(mapping, {name: row.index(name) for name in mapping.headers}))

    def _headed(log_format: Format) -> Format:
        # Each header line holds them all; the longest is the least likely to stand elsewhere.
        marker = max(mapping.headers, key=len).encode()
        return replace(log_format, header=header, markers=(marker,), laid_out=laid_out)

    unknown = _headed(replace(_numbered(mapping, dict.fromkeys(mapping.headers, 0)), shape=NEVER))
    return unknown


def _numbered(mapping: Mapping, places: dict[str, int]) -> Format:
    """The format of lines in which the columns named in `places` stand there, from 0."""
    numbers = {
        field: column - 1 if isinstance(column, int) else places[column.strip().lower()]
        for field, column in mapping.columns.items()
    }
    return _described(
        mapping,
        f"^{cells(max(numbers.values()), mapping.delimiter)}",
        {field: comma(number, mapping.delimiter) for field, number in numbers.items()},
    )


def _described(mapping: Mapping, shape: str, columns: dict[str, Any]) -> Format:
    application = columns.pop("application", None)
    return Format(
        name=mapping.name,
        label=mapping.name,
        shape=Pattern(shape, 0),
        clock=_clock(mapping),
        applications=(application,) if application else (),
        names_users="user" in columns,
        shows=_shows(columns),
        rank=OWN if mapping.goes_by_names else None,
        **columns,
    )


def _shows(columns: dict[str, Column]) -> Shows:
    if {"method", "url"} <= set(columns):
        return Shows.REQUESTS
    if {"host", "url"} & set(columns):
        return Shows.NAMES
    return Shows.ADDRESSES if "peer" in columns else Shows.SIGN_INS
