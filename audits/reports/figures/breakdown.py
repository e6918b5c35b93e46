"""The shape that several tables share: requests, refusals, searches and leads by one thing."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count, total_of
from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.searches.choices import State

# The key of requests whose field is empty.
NOT_GIVEN = "not_given"

COUNTS = {
    "requests": Count("pk"),
    "refused": Count("pk", filter=Q(state=State.REFUSED)),
    "searches": Count("run"),
    "leads": Count("lead"),
}


def breakdown(
    scope: Scope,
    *,
    name: str,
    title: str,
    by: tuple[Column, ...],
    fields: tuple[str, ...],
    words: Callable[..., tuple[str, ...]],
    note: str = "",
) -> Table:
    """Counts by `fields`, the first of which is the key of the row.

    `words` turns the values of `fields` into the texts of the columns `by`.
    """
    counted = scope.requests.values(*fields).annotate(**COUNTS).order_by("-requests", *fields)
    rows = tuple(_row(found, fields, words) for found in counted)
    columns = (*by, *_count_columns())
    return Table(
        name=name,
        title=title,
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All requests"), columns),
        note=note,
        chart=Chart(
            ChartKind.BARS,
            by[0].name,
            (
                Part(_("Refused by policy"), "refused"),
                Part(_("Other requests"), "requests", less="refused"),
            ),
        ),
    )


def entry_words(name: ListName) -> Callable[[str], tuple[str, ...]]:
    """The words of a list of the policy office, to stand alone in a cell."""
    lists = current()
    return lambda code: (capfirst(str(lists.words(name, code))) if code else _("Not given"),)


def _row(
    found: dict[str, Any], fields: tuple[str, ...], words: Callable[..., tuple[str, ...]]
) -> Row:
    values = [found[field] for field in fields]
    return Row(values[0] or NOT_GIVEN, (*words(*values), *(found[name] for name in COUNTS)))


def _count_columns() -> tuple[Column, ...]:
    return (
        count("requests", _("Requests")),
        count("refused", _("Refused by policy")),
        count("searches", _("Searches run")),
        count("leads", _("Leads released")),
    )
