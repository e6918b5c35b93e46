"""The periods that people ask for by name."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from audits.reports.period import Period

QUARTER = 3
YEAR = 12


class Shortcut(TextChoices):
    THIS_MONTH = "this_month", _("This month")
    LAST_MONTH = "last_month", _("Last month")
    THIS_QUARTER = "this_quarter", _("This quarter")
    THIS_YEAR = "this_year", _("This year")
    CUSTOM = "custom", _("Other days")


def period_of(shortcut: str, *, today: date) -> Period:
    """The period that `shortcut` names on `today`; it may end after today."""
    match shortcut:
        case Shortcut.THIS_MONTH:
            return months_around(today, 1)
        case Shortcut.LAST_MONTH:
            return months_around(today.replace(day=1) - timedelta(days=1), 1)
        case Shortcut.THIS_QUARTER:
            return months_around(today, QUARTER)
        case Shortcut.THIS_YEAR:
            return months_around(today, YEAR)
    raise ValueError(f"{shortcut!r} names no period")


def months_around(day: date, count: int) -> Period:
    """The month, quarter or year of `day`: blocks of `count` months, counted from January."""
    first = day.replace(month=(day.month - 1) // count * count + 1, day=1)
    return Period(first, add_months(first, count) - timedelta(days=1))


def add_months(first: date, count: int) -> date:
    """The first day of the month that lies `count` months after the month of `first`."""
    years, month = divmod(first.month - 1 + count, YEAR)
    return date(first.year + years, month + 1, 1)
