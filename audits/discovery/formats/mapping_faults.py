"""What can be wrong with a mapping."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from audits.discovery.formats.columns import MOST_COLUMNS

if TYPE_CHECKING:
    from audits.discovery.formats.mapping import Mapping

FIELDS = (
    "time", "user", "client", "device", "host", "url", "method", "outcome", "peer", "application",
)  # fmt: skip
# By one of these a service is recognized.
TARGETS = ("host", "url", "peer", "application")
DELIMITERS = (",", ";", "\t", "|", "^", ":", " ")
# Its parts differ, so that a pattern that mistakes one for another is seen.
_SOME_TIME = datetime(2020, 11, 13, 19, 8, tzinfo=UTC)


# A sentence, and which part of the mapping it is about: one of its fields, or one of FIELDS.
Fault = tuple[str, str]


def faults_of(mapping: "Mapping") -> list[Fault]:
    """Each fault, with what it is about."""
    return [
        *_of_what_it_is(mapping),
        *_of_fields(mapping),
        *((field, fault) for field in mapping.columns for fault in _of_column(mapping, field)),
        *(("time_format", fault) for fault in _of_time_format(mapping.time_format)),
        *(("zone", fault) for fault in _of_zone(mapping.zone)),
    ]


def _of_what_it_is(mapping: "Mapping") -> Iterator[Fault]:
    if not mapping.name.strip():
        yield "name", "The mapping needs a name."
    if mapping.kind not in {"csv", "json"}:
        yield "kind", f'The kind is "{mapping.kind}"; it has to be "csv" or "json".'
    if mapping.kind == "csv" and mapping.delimiter not in DELIMITERS:
        yield (
            "delimiter",
            f'The delimiter is "{mapping.delimiter}"; it has to be , ; | ^ : a tab or a space.',
        )


def _of_fields(mapping: "Mapping") -> Iterator[Fault]:
    for field in mapping.columns:
        if field not in FIELDS:
            yield "columns", f'There is no field "{field}"; there are {", ".join(FIELDS)}.'
    if "time" not in mapping.columns:
        yield "time", "No column holds the time."
    if not set(TARGETS) & set(mapping.columns):
        needed = f"one of {', '.join(TARGETS)} is needed"
        yield "host", f"No column tells what is reached: {needed}."


def _of_column(mapping: "Mapping", field: str) -> Iterator[str]:
    column = mapping.columns[field]
    if not isinstance(column, str):
        yield from _of_number(mapping, field, column)
    elif not column.strip():
        yield f'The column for "{field}" has no name.'
    elif set(column) & {'"', "\\", "\n", "\r"}:
        yield f'The column for "{field}" has a quote, a backslash or a line end in its name.'


def _of_number(mapping: "Mapping", field: str, column: object) -> Iterator[str]:
    if mapping.kind == "json":
        yield f'The column for "{field}" is {column!r}; in JSON it has to be the name of a key.'
    elif isinstance(column, bool) or not isinstance(column, int):
        yield f'The column for "{field}" is {column!r}; it has to be a header or a number.'
    elif not 1 <= column <= MOST_COLUMNS:
        yield f'The column for "{field}" is {column}; numbers go from 1 to {MOST_COLUMNS}.'


def has_year(pattern: str) -> bool:
    """Whether times written after `pattern` tell their year."""
    return bool(re.search("%[YyGcx]", pattern))


def _of_time_format(pattern: str) -> Iterator[str]:
    if pattern not in {"epoch", "iso"} and not _tells_the_minute(pattern):
        yield (
            f'The time format is "{pattern}"; it has to be "epoch", "iso", or a pattern like '
            '"%d/%b/%Y %H:%M:%S" that tells day, hour and minute.'
        )


def _tells_the_minute(pattern: str) -> bool:
    """Whether a time that is written after `pattern` can be read again."""
    whole = pattern if has_year(pattern) else f"%Y {pattern}"
    try:
        read = datetime.strptime(_SOME_TIME.strftime(whole), whole)  # noqa: DTZ007
    except (ValueError, re.error):
        return False
    return read.replace(second=0, tzinfo=UTC) == _SOME_TIME


def _of_zone(zone: str) -> Iterator[str]:
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f'There is no time zone "{zone}"; one is called "America/Los_Angeles", for example.'
