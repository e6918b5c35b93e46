"""How the formats write the time, and what has to be assumed to read it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

_MILLISECONDS, _MICROSECONDS, _NANOSECONDS = 10**11, 10**14, 10**17
# A log is written before it is kept; clocks that are a little off are forgiven.
_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Bearings:
    """What a time that does not say everything is read by.

    `zone` is that of the machine that wrote the log; `written` is when its file was last written
    (aware), by which a year that is missing is told: the latest that does not lie after it.
    """

    zone: tzinfo
    written: datetime


@dataclass(frozen=True)
class Moment:
    """A time, aware and in UTC, and whether its zone or its year had to be assumed.

    `other` is what it may be as well, where a local time does not tell: the later moment where
    clocks that were put back showed it twice, the earlier one where clocks that were put forward
    never showed it.
    """

    at: datetime
    zone_assumed: bool = False
    year_assumed: bool = False
    other: datetime | None = None

    @property
    def readings(self) -> tuple[datetime, ...]:
        """Every moment that it may be, in order."""
        return tuple(sorted({self.at, self.other or self.at}))

    @property
    def is_ambiguous(self) -> bool:
        return self.other is not None and self.other > self.at

    @property
    def is_impossible(self) -> bool:
        return self.other is not None and self.other < self.at


class Unreadable(ValueError):
    """A text that is no time of this kind."""


Clock = Callable[[str, Bearings], Moment]


def epoch(text: str, bearings: Bearings) -> Moment:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size."""
    try:
        number = float(text)
        return Moment(datetime.fromtimestamp(number / _unit(number), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise Unreadable(text) from error


def _unit(number: float) -> int:
    for least, unit in ((_NANOSECONDS, 10**9), (_MICROSECONDS, 10**6), (_MILLISECONDS, 10**3)):
        if abs(number) >= least:
            return unit
    return 1


def iso(text: str, bearings: Bearings) -> Moment:
    """ISO 8601, with or without a zone; and seconds since 1970, which some write in its place."""
    # Thirteen digits would pass for a day, a letter in between, and an hour.
    if text.strip().isdecimal():
        return epoch(text, bearings)
    try:
        at = datetime.fromisoformat(_six_digits(text.strip()))
    except ValueError:
        return epoch(text, bearings)
    return placed(at, bearings.zone)


def _six_digits(text: str) -> str:
    """`text` with no more than the six digits of a second that Python keeps."""
    whole, point, rest = text.partition(".")
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return whole + point + rest[: min(digits, 6)].ljust(6 if point else 0, "0") + rest[digits:]


def placed(at: datetime, zone: tzinfo) -> Moment:
    """`at` in UTC, read in `zone` where it states none.

    Raises Unreadable where that lies before the year 1, or after 9999.
    """
    try:
        if at.tzinfo:
            return Moment(at.astimezone(UTC))
        first, second = (at.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError as error:
        raise Unreadable(at.isoformat()) from error
    return Moment(first, zone_assumed=True, other=None if first == second else second)


# One for each, so that formats that are laid out alike are equal.
@cache
def in_zone(zone: tzinfo, clock: Clock) -> Clock:
    """`clock`, for a log whose times are known to be in `zone` where they do not say otherwise."""

    def read(text: str, bearings: Bearings) -> Moment:
        return replace(clock(text, Bearings(zone, bearings.written)), zone_assumed=False)

    return read


def in_utc(clock: Clock) -> Clock:
    """`clock`, for a format whose times are UTC where they do not say otherwise."""
    return in_zone(UTC, clock)


def written_as(*patterns: str) -> Clock:
    """A clock for times written after one of `patterns`, as `datetime.strptime` knows them."""

    def read(text: str, bearings: Bearings) -> Moment:
        for pattern in patterns:
            try:
                return placed(datetime.strptime(text.strip(), pattern), bearings.zone)  # noqa: DTZ007
            except (ValueError, re.error):
                continue
        raise Unreadable(text)

    return read


def without_year(pattern: str) -> Clock:
    """A clock for times after `pattern` that lack a year; see `Bearings` for the one taken."""

    def read(text: str, bearings: Bearings) -> Moment:
        local = bearings.written.astimezone(bearings.zone) + _AHEAD
        for year in range(local.year, local.year - 5, -1):
            try:
                at = datetime.strptime(f"{year} {text.strip()}", f"%Y {pattern}")  # noqa: DTZ007
            except (ValueError, re.error):
                continue
            if at <= local.replace(tzinfo=None):
                return replace(placed(at, bearings.zone), zone_assumed=True, year_assumed=True)
        raise Unreadable(text)

    return read


def any_of(*clocks: Clock) -> Clock:
    """The first of `clocks` that can read a time."""

    def read(text: str, bearings: Bearings) -> Moment:
        for clock in clocks:
            try:
                return clock(text, bearings)
            except Unreadable:
                continue
        raise Unreadable(text)

    return read
