"""The days that a report covers, in the department's time zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

EARLIEST = date(2000, 1, 1)
LONGEST = timedelta(days=10 * 366)


@dataclass(frozen=True)
class Period:
    """Whole days, the first and the last included."""

    first: date
    last: date

    def __str__(self) -> str:
        first, last = (date_format(day, "DATE_FORMAT") for day in (self.first, self.last))
        if first == last:
            return first
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def begins(self) -> datetime:
        """The first moment of the first day."""
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after the last day."""
        return midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def local_day(at: datetime) -> date:
    """The day in the department's time zone on which `at` falls."""
    return timezone.localdate(at, timezone.get_default_timezone())


def check_period(first: date, last: date, *, today: date) -> Period:
    """The period from `first` to `last`, which may still be running on `today`.

    Raises ValidationError that names the field, the value and what was expected.
    """
    if first < EARLIEST:
        raise _error(
            "period_from",
            _("%(day)s is too early: a report begins on or after %(than)s."),
            first,
            EARLIEST,
        )
    if first > today:
        raise _error("period_from", _("%(day)s has not come yet: today is %(than)s."), first, today)
    if last < first:
        raise _error("period_to", _("%(day)s is before the first day, %(than)s."), last, first)
    if last - first > LONGEST:
        raise _error("period_to", _("%(day)s is more than ten years after %(than)s."), last, first)
    return Period(first, last)


def _error(field: str, message: str, day: date, than: date) -> ValidationError:
    return ValidationError({field: message % {"day": day, "than": than}})
