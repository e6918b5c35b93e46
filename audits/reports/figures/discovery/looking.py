"""Whether anybody looked: what is counted is nothing, and not zero, where nobody did."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.discovery.periods import length
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Type, Value, count

HOUR = timedelta(hours=1)


def seen(name: str, label: str) -> Column:
    """A column of what was counted in what was looked at."""
    return count(name, label, missing=_("not looked at"))


def times(name: str, label: str) -> Column:
    return Column(name, label, Type.SECONDS)


def if_looked(looked: bool, *values: Value) -> tuple[Value, ...]:
    """`values` as they were counted; nothing of them where nobody looked."""
    return values if looked else (None,) * len(values)


def why_empty(looked: bool) -> str:
    """What stands in the place of rows where there are none."""
    if looked:
        return _("None found in what was looked at, as far as it could be seen.")
    return _("Not looked at.")


def whole_seconds(time: timedelta) -> int:
    return round(time.total_seconds())


def caveat(scope: Scope) -> str:
    """How far the figures of discovery go, in a few sentences that stand before any of them."""
    if not scope.looked.at_all:
        return " ".join([_nothing(), *_unread(scope)])
    return " ".join([_looked(scope), _missing(scope), *_unread(scope), _never(scope)])


def _nothing() -> str:
    return _(
        "For searches outside the rule, nothing was looked at: no log and no record of this period "
        "was read. So nothing is known: neither that there were any, nor that there were none."
    )


def _looked(scope: Scope) -> str:
    unseen = scope.looked.unseen
    words = ngettext(
        "For searches outside the rule, %(lines)s lines of %(n)s source were looked at.",
        "For searches outside the rule, %(lines)s lines of %(n)s sources were looked at.",
        len(scope.looked.sources),
    )
    return words % {"lines": _number(unseen.lines), "n": len(scope.looked.sources)}


def _missing(scope: Scope) -> str:
    looked = scope.looked
    missing = _hours(length(looked.missing_log(looked.begin, looked.end)))
    words = ngettext(
        "For %(n)s hour of the period a log that can show a search is missing.",
        "For %(n)s hours of the period a log that can show a search is missing.",
        missing,
    )
    return words % {"n": _number(missing)}


def _unread(scope: Scope) -> Iterator[str]:
    unread = scope.looked.unseen.unread
    words = ngettext(
        "%(n)s import was not read to its end.", "%(n)s imports were not read to their end.", unread
    )
    if unread:
        yield words % {"n": _number(unread)}


def _never(scope: Scope) -> str:
    blind = scope.looked.unseen.blind
    words = _("No log shows: %(never)s. Services as the catalog knew them on %(day)s.")
    return words % {
        "never": "; ".join(blind.never_seen),
        "day": date_format(blind.catalog_of, "DATE_FORMAT"),
    }


def _hours(time: timedelta) -> int:
    """Whole hours, and at least one where there is any time."""
    return max(round(time / HOUR), 1) if time else 0


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)
