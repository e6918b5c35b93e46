"""Readers of single values: each returns the value in its plain form or raises ValueError.

What a reader takes can be asked of it, so that a form shows the right control for it.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

Reader = Callable[[object], object]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SHOWN = 60


def shown(value: object) -> str:
    """A value as an error message quotes it: cut where it is long."""
    if isinstance(value, dict):
        return _("a table")
    words = json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def unexpected(value: object, expected: str) -> ValueError:
    return ValueError(
        _("expected %(expected)s, not %(value)s") % {"expected": expected, "value": shown(value)}
    )


@dataclass(frozen=True, slots=True)
class Text:
    """Text that is not blank, without the blanks around it, of at most `most` characters."""

    most: int | None = None

    def __call__(self, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise unexpected(value, _("a text"))
        if _CONTROL.search(value):
            raise unexpected(value, _("a text without control characters"))
        found = value.strip()
        if self.most is not None and len(found) > self.most:
            raise unexpected(value, _("at most %(most)d characters") % {"most": self.most})
        return found


@dataclass(frozen=True, slots=True)
class Matching:
    """A short name that matches `pattern`; `expected` describes it."""

    pattern: str
    most: int
    expected: str

    def __call__(self, value: object) -> str:
        short = isinstance(value, str) and len(value) <= self.most
        if not short or not re.fullmatch(self.pattern, str(value)):
            raise unexpected(value, _(self.expected) % {"most": self.most})
        return str(value)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the members of a closed list."""

    members: tuple[str, ...]

    def __call__(self, value: object) -> str:
        known = tuple(map(str, self.members))
        if value not in known:
            raise unexpected(value, _("one of %(codes)s") % {"codes": ", ".join(known)})
        return str(value)


@dataclass(frozen=True, slots=True)
class SomeOf:
    """One code, or a list of different codes; read as a tuple in the order of `members`."""

    members: tuple[str, ...]

    def __call__(self, value: object) -> tuple[str, ...]:
        read_one = OneOf(self.members)
        given = [read_one(code) for code in (value if isinstance(value, list) else [value])]
        if not given or len(set(given)) < len(given):
            raise unexpected(value, _("at least one, each only once"))
        return tuple(code for code in map(str, self.members) if code in given)


def text(most: int | None = None) -> Text:
    return Text(most)


def matching(pattern: str, most: int, expected: str) -> Matching:
    return Matching(pattern, most, expected)


def one_of(codes: Iterable[str]) -> OneOf:
    return OneOf(tuple(codes))


def some_of(codes: Iterable[str]) -> SomeOf:
    return SomeOf(tuple(codes))


def listed(read_one: Reader) -> Reader:
    """One value, or a list of different ones; read as a tuple in the order given."""

    def read(value: object) -> tuple[object, ...]:
        given = tuple(read_one(one) for one in (value if isinstance(value, list) else [value]))
        if not given or len(set(given)) < len(given):
            raise unexpected(value, _("at least one, each only once"))
        return given

    return read


def facts(value: object) -> dict[str, object]:
    """A table of facts and their values, dates as ISO text; which values fit is checked later."""
    if not isinstance(value, dict):
        raise unexpected(value, _("a table of facts and their values"))
    return {
        name: known.isoformat() if isinstance(known, date) else known
        for name, known in value.items()
    }


# Beyond these a number or a year is a slip: a million hours are a century.
MOST = 1_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class WholeNumber:
    least: int

    def __call__(self, value: object) -> int:
        if type(value) is not int or value < self.least:
            raise unexpected(value, _("a whole number from %(least)d up") % {"least": self.least})
        if value > MOST:
            raise unexpected(value, _("a whole number up to %(most)d") % {"most": MOST})
        return value


def whole_number(least: int) -> WholeNumber:
    return WholeNumber(least)


def yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise unexpected(value, _("true or false"))
    return value


def day_or_moment(value: object) -> str:
    """A TOML date, or date-time with its offset from UTC, as ISO text."""
    expected = _("a date such as 2020-11-13, or a date and time such as 2020-11-13T08:00:00-08:00")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise unexpected(value, expected)
    elif not isinstance(value, date):
        raise unexpected(value, expected)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise unexpected(value, expected)
    return value.isoformat()
