"""The kinds of facts, and the values that a fact of each kind can take."""

import re
from collections.abc import Callable, Collection
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

# Up to this size Python, PostgreSQL's jsonb and the doubles of CEL compare numbers alike.
LARGEST_NUMBER = 10**15

_LONGEST_SHOWN = 60
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Kind(StrEnum):
    """What sort of value a fact has."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    ORDERED = "ordered_choice"
    SET = "set"
    NUMBER = "number"
    DAYS = "days"
    DATE = "date"
    TEXT = "text"


WITH_CHOICES = frozenset({Kind.CHOICE, Kind.ORDERED, Kind.SET})


def fits(kind: Kind, choices: Collection[str], value: object) -> bool:
    """Whether a fact of this kind, with these choices, can have the value."""
    if kind in (Kind.CHOICE, Kind.ORDERED):
        return isinstance(value, str) and value in choices
    if kind is Kind.SET:
        return isinstance(value, list) and all(fits(Kind.CHOICE, choices, item) for item in value)
    return _PLAIN[kind](value)


def expected(kind: Kind, choices: Collection[str]) -> str:
    """Say in words which values `fits` accepts."""
    if kind not in WITH_CHOICES:
        return _plain_words()[kind]
    listed = ", ".join(f'"{code}"' for code in choices)
    if kind is Kind.SET:
        return _("a list of any of %(choices)s") % {"choices": listed}
    return _("one of %(choices)s") % {"choices": listed}


def shortened(text: str) -> str:
    """Return a text from outside at a length that suits an error message."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= LARGEST_NUMBER


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _UNSTORABLE.search(value)


_PLAIN: dict[Kind, Callable[[object], bool]] = {
    Kind.YES_NO: _is_yes_or_no,
    Kind.NUMBER: _is_number,
    Kind.DAYS: _is_number,
    Kind.DATE: _is_date,
    Kind.TEXT: _is_text,
}


def _plain_words() -> dict[Kind, str]:
    largest = {"largest": f"{LARGEST_NUMBER:,}"}
    return {
        Kind.YES_NO: _("true or false"),
        Kind.NUMBER: _("a number from -%(largest)s to %(largest)s") % largest,
        Kind.DAYS: _("a number of days from -%(largest)s to %(largest)s") % largest,
        Kind.DATE: _('a date written as "yyyy-mm-dd"'),
        Kind.TEXT: _("text without null characters"),
    }
