"""Values of tables as people read them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from audits.reports.figures.table import Type, Value

NOTHING = "–"
UNBROKEN = "\N{NO-BREAK SPACE}"
MINUTE, HOUR = 60, 3600


def in_words(value: Value, kind: str, missing: str = "") -> str:
    """`value` of a column of the type `kind`, for a page or on paper; `missing` for none."""
    if value is None:
        return missing or NOTHING
    return WORDS[kind](value).replace(" ", UNBROKEN) if kind in WORDS else str(value)


def number(value: Any) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def duration(seconds: Any) -> str:
    """Whole hours and minutes; what is left of a minute is dropped."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if hours:
        return _("%(hours)s h %(minutes)02d min") % {"hours": number(hours), "minutes": minutes}
    if minutes or not seconds:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("under 1 min")


def share(tenths: Any) -> str:
    return _("%(percent)s %%") % {"percent": number_format(tenths / 10, 1)}


def day(text: Any) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


def moment(text: Any) -> str:
    """An ISO moment in the department's time zone."""
    local = timezone.localtime(datetime.fromisoformat(text), timezone.get_default_timezone())
    return date_format(local, "DATETIME_FORMAT")


WORDS: dict[str, Callable[[Any], str]] = {
    Type.COUNT: number,
    Type.SECONDS: duration,
    Type.DATE: day,
    Type.MOMENT: moment,
    Type.SHARE: share,
}
