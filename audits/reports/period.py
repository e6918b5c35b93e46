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
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

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


def check_period(first: date, last: date, *, today: date) -> Period:
    """The period from `first` to `last`, which may still be running on `today`.

    Raises ValidationError that names the field, the value and what was expected.
    """
    if first < EARLIEST:
        raise ValidationError(
            {"period_from": _("%(day)s is too early: the first possible day is %(earliest)s.")
             % {"day": first, "earliest": EARLIEST}}
        )
    if first > today:
        raise ValidationError(
            {"period_from": _("%(day)s has not come yet: today is %(today)s.")
             % {"day": first, "today": today}}
        )
    if last < first:
        raise ValidationError(
            {"period_to": _("%(last)s is before %(first)s: a period ends on or after its first day.")
             % {"last": last, "first": first}}
        )
    if last - first > LONGEST:
        raise ValidationError(
            {"period_to": _("%(first)s to %(last)s is too long: a report covers at most ten years.")
             % {"last": last, "first": first}}
        )
    return Period(first, last)
