"""Values of tables as people read them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from audits.reports.figures.table import Type, Value

NOTHING = "–"
MINUTE, HOUR = 60, 3600


def in_words(value: Value, kind: str) -> str:
    """`value` of a column of the type `kind`, for a page or on paper."""
    if value is None or value == "":
        return NOTHING
    match kind:
        case Type.COUNT:
            return number_format(value, use_l10n=True, force_grouping=True)
        case Type.SECONDS:
            return duration(int(value))
        case Type.DATE:
            return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
        case Type.MOMENT:
            return moment(str(value))
    return str(value)


def duration(seconds: int) -> str:
    """Whole hours and minutes; what is left of a minute is dropped."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if hours:
        return _("%(hours)s h %(minutes)02d min") % {
            "hours": number_format(hours, force_grouping=True),
            "minutes": minutes,
        }
    return _("%(minutes)s min") % {"minutes": minutes} if minutes else _("under 1 min")


def moment(text: str) -> str:
    """An ISO moment in the department's time zone."""
    local = timezone.localtime(datetime.fromisoformat(text), timezone.get_default_timezone())
    return date_format(local, "DATETIME_FORMAT")
