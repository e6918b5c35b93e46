"""Searches on services that are not allowed, over time; a time without a log has no number."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from django.db.models import Count, DateField
from django.db.models.functions import Trunc
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.discovery.overview import NOT_ALLOWED, SEARCH, VISIT
from audits.discovery.periods import length
from audits.reports.figures.discovery.looking import if_looked, times, whole_seconds
from audits.reports.figures.over_time import label_of, step_of, stretches
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, Value, count
from audits.reports.period import Period

COUNTS = {
    "searches": Count("pk", filter=SEARCH),
    "people": Count("subject", distinct=True, filter=SEARCH),
    "visits": Count("pk", filter=VISIT),
}
NONE = (0,) * len(COUNTS)
Counts = tuple[int, ...]


def outside_over_time(scope: Scope) -> Table:
    so_far = Period(scope.period.first, scope.last_day)
    step = step_of(so_far)
    found = _counts(scope, step)
    rows = tuple(
        _row(scope, label_of(step, first, last), Period(first, last), found.get(start, NONE))
        for start, first, last in stretches(so_far, step)
    )
    return Table(
        name="outside_over_time",
        title=_("Searches on services that are not allowed, over time"),
        columns=(
            Column("when", _("When")),
            count("searches", _("Searches")),
            count("people", _("People who searched")),
            count("visits", _("Visits without a search seen")),
            times("some", _("With a log that can show a search")),
            times("every", _("With every such log")),
        ),
        rows=rows,
        total=_total(scope),
        note=_(
            "By the time of the search. Weeks begin on Monday. The last columns say of how much "
            "of each time searches could be seen at all: in one of the sources that can show them, "
            "and in all of these. Where no log could show any, there is no number."
        ),
        chart=Chart(
            ChartKind.COLUMNS,
            "when",
            (
                Part(_("Searches"), "searches"),
                Part(_("Visits"), "visits"),
            ),
        ),
    )


def _row(scope: Scope, label: str, days: Period, counts: Counts) -> Row:
    begin = days.begins.astimezone(UTC)
    end = min(days.ends.astimezone(UTC), scope.looked.end)
    if not any(counts) and not scope.looked.with_log(begin, end):
        label = _("%(when)s: not looked at") % {"when": label}
    return Row(days.first.isoformat(), (label, *_values(scope, begin, end, counts)))


def _total(scope: Scope) -> Row:
    looked = scope.looked
    found = looked.observations.filter(NOT_ALLOWED).aggregate(**COUNTS)
    values = _values(scope, looked.begin, looked.end, tuple(found.values()))
    return Row("total", (_("All, each person once"), *values))


def _values(scope: Scope, begin: datetime, end: datetime, counts: Counts) -> Iterator[Value]:
    """The counts of a time, as far as a log of it could show any, and how far it could."""
    *of_searches, visits = counts
    able = scope.looked.with_log(begin, end, of_searches=True)
    yield from if_looked(bool(able) or any(of_searches), *of_searches)
    yield from if_looked(bool(scope.looked.with_log(begin, end)) or any(counts), visits)
    yield whole_seconds(length(able))
    yield whole_seconds(end - begin - length(scope.looked.missing_log(begin, end)))


def _counts(scope: Scope, step: str) -> Mapping[date, Counts]:
    zone = timezone.get_default_timezone()
    start = Trunc("at", step, output_field=DateField(), tzinfo=zone)
    outside = scope.looked.observations.filter(NOT_ALLOWED)
    by_start = outside.values_list(start).annotate(**COUNTS)
    return {first: tuple(values) for first, *values in by_start}
