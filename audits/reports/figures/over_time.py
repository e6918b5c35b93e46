"""How many requests came when."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count, DateField, Q
from django.db.models.functions import Trunc
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count, total_of
from audits.reports.period import Period
from policy.searches.choices import State

# The longest period, in days, that is still told in days, weeks and months; longer, in years.
DAYS, WEEKS, MONTHS = 14, 92, 1096

SHORT_DAY = "M j"


def over_time(scope: Scope) -> Table:
    so_far = Period(scope.period.first, scope.last_day)
    step = step_of(so_far)
    counted = {start: counts for start, *counts in _counts(scope, step)}
    columns = (
        Column("submitted", _("Submitted")),
        count("requests", _("Requests")),
        count("refused", _("Refused by policy")),
    )
    rows = tuple(
        Row(first.isoformat(), (label_of(step, first, last), *counted.get(start, (0, 0))))
        for start, first, last in stretches(so_far, step)
    )
    return Table(
        name="over_time",
        title=_("Requests over time"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All requests"), columns),
        note=_("By the time of first submission. Weeks begin on Monday."),
        chart=Chart(
            ChartKind.COLUMNS,
            "submitted",
            (
                Part(_("Refused by policy"), "refused"),
                Part(_("Other requests"), "requests", less="refused"),
            ),
        ),
    )


def step_of(period: Period) -> str:
    """The step that tells `period` in a readable number of rows."""
    if period.days <= DAYS:
        return "day"
    if period.days <= WEEKS:
        return "week"
    return "month" if period.days <= MONTHS else "year"


def stretches(period: Period, step: str) -> Iterator[tuple[date, date, date]]:
    """Each whole day, week, month or year that `period` touches, by its start, and the first
    and last day of it that are in the period."""
    starts = [start_of(period.first, step)]
    while starts[-1] <= period.last:
        starts.append(NEXT[step](starts[-1]))
    for start, after in pairwise(starts):
        yield start, max(start, period.first), min(after - timedelta(days=1), period.last)


def start_of(day: date, step: str) -> date:
    match step:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def _next_month(start: date) -> date:
    return (start + timedelta(days=31)).replace(day=1)


NEXT: dict[str, Callable[[date], date]] = {
    "day": lambda start: start + timedelta(days=1),
    "week": lambda start: start + timedelta(days=7),
    "month": _next_month,
    "year": lambda start: start.replace(year=start.year + 1),
}


def _counts(scope: Scope, step: str) -> Iterator[tuple[date, int, int]]:
    zone = timezone.get_default_timezone()
    start = Trunc("submitted_at", step, output_field=DateField(), tzinfo=zone)
    yield from scope.requests.values_list(start).annotate(
        requests=Count("pk"), refused=Count("pk", filter=Q(state=State.REFUSED))
    )


def label_of(step: str, first: date, last: date) -> str:
    match step:
        case "day":
            return date_format(first, SHORT_DAY)
        case "week":
            return f"{date_format(first, SHORT_DAY)} – {date_format(last, SHORT_DAY)}"
        case "month":
            return date_format(first, "M Y")
    return str(first.year)
