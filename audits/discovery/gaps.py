"""The hours of which a source has no log."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from audits.discovery.reading.coverage import Coverage

SHORTEST = timedelta(hours=1)
# So many lines have to be missing, by what the source writes at these hours on other days.
_MISSED = 16
_SATURDAY = 5
# Whether of a weekend, and the hour of the day.
Kind = tuple[bool, int]
_HOUR = timedelta(hours=1)
# What an hour that has no line on any day should have at least, as a share of the others.
_QUIET = 1 / 3


@dataclass(frozen=True)
class Gap:
    """`source` has no line from `begin` until `end` (aware, UTC), where it should have some."""

    source: str
    begin: datetime
    end: datetime

    @property
    def hours(self) -> float:
        return (self.end - self.begin) / _HOUR


def gaps(source: str, coverage: Coverage) -> Iterator[Gap]:
    """The pauses of SHORTEST or more in which more lines are missing than by chance."""
    spans = coverage.joined()
    usual = _usual(coverage.by_hour)
    for (_begin, last), (first, _end) in pairwise(spans):
        if first - last >= SHORTEST and _expected(last, first, usual) >= _MISSED:
            yield Gap(source, last, first)


def _usual(by_hour: Counter[datetime]) -> dict[Kind, float]:
    """How many lines an hour of the day has, on an average workday and on one of a weekend."""
    days = Counter(_is_weekend(day) for day in {hour.date() for hour in by_hour})
    of_kind: Counter[Kind] = Counter()
    for hour, lines in by_hour.items():
        of_kind[_kind(hour)] += lines
    # An hour that never has a line may be one that somebody cuts out of every day.
    quiet = _QUIET * sum(by_hour.values()) / max(1, len(by_hour))
    kinds = [(weekend, hour) for weekend in (False, True) for hour in range(24)]
    return {kind: of_kind[kind] / days[kind[0]] if of_kind[kind] else quiet for kind in kinds}


def _kind(hour: datetime) -> Kind:
    return _is_weekend(hour.date()), hour.hour


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def _expected(begin: datetime, end: datetime, usual: dict[Kind, float]) -> float:
    """How many lines there would be from `begin` until `end`."""
    lines, at = 0.0, begin
    while at < end:
        after = min(end, at.replace(minute=0, second=0, microsecond=0) + _HOUR)
        lines += usual[_kind(at)] * ((after - at) / _HOUR)
        at = after
    return lines
