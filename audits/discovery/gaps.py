"""The hours of which a source has no log."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from audits.discovery.reading.coverage import Coverage, Span

SHORTEST = timedelta(hours=1)
# So many lines have to be missing, by what the source writes at these hours on other days.
_MISSED = 12
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
    usual = _usual(coverage.by_hour, spans)
    for (_begin, last), (first, _end) in pairwise(spans):
        if first - last >= SHORTEST and _expected(last, first, usual) >= _MISSED:
            yield Gap(source, last, first)


def _usual(by_hour: Counter[datetime], spans: list[Span]) -> dict[int, float]:
    """How many lines an hour of the day has, on the average of the days that have a log."""
    if not spans:
        return {}
    days = max(1, len({hour.date() for hour in by_hour}))
    # An hour that never has a line may be one that somebody cuts out of every day.
    quiet = _QUIET * sum(by_hour.values()) / max(1, len(by_hour))
    of_day: Counter[int] = Counter()
    for hour, lines in by_hour.items():
        of_day[hour.hour] += lines
    return {hour: of_day[hour] / days if of_day[hour] else quiet for hour in range(24)}


def _expected(begin: datetime, end: datetime, usual: dict[int, float]) -> float:
    """How many lines there would be from `begin` until `end`."""
    lines, at = 0.0, begin
    while at < end:
        after = min(end, at.replace(minute=0, second=0, microsecond=0) + _HOUR)
        lines += usual[at.hour] * ((after - at) / _HOUR)
        at = after
    return lines
