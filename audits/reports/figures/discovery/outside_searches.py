"""Searches on services that are not allowed, by service."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from audits.discovery.overview import ATTEMPT, NOT_ALLOWED, SEARCH, VISIT
from audits.discovery.overview import COUNTS as TOLD
from audits.reports.figures.discovery.looking import if_looked, seen, why_empty
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, Value

SERVICE: tuple[str, ...] = ("system__slug", "system__name")
COUNTS: dict[str, Any] = {
    "searches": Count("pk", filter=SEARCH),
    "people": Count("subject", distinct=True, filter=SEARCH),
    "by_nobody": Count("pk", filter=SEARCH & Q(subject=None)),
    "visits": Count("pk", filter=VISIT),
    "attempts": Count("pk", filter=ATTEMPT),
    "told": Sum("times", filter=TOLD, default=0),
    "people_told": Count("subject", distinct=True, filter=TOLD & Q(times__gt=0)),
}
ORDER = ("-searches", "-visits", *SERVICE)


def outside_searches(scope: Scope) -> Table:
    reached = scope.looked.observations.filter(NOT_ALLOWED, SEARCH | VISIT | ATTEMPT | TOLD)
    by_service = reached.values_list(*SERVICE).annotate(**COUNTS)
    rows = tuple(
        Row(slug, (name, *_counts(scope, counts, service=name)))
        for slug, name, *counts in by_service.order_by(*ORDER)
    )
    found = reached.aggregate(**COUNTS)
    return Table(
        name="outside_searches",
        title=_("Searches on services that are not allowed"),
        columns=(
            Column("service", _("Service")),
            seen("searches", _("Searches")),
            seen("people", _("People who searched")),
            seen("by_nobody", _("Searches by nobody known")),
            seen("visits", _("Visits without a search seen")),
            seen("attempts", _("Attempts that were stopped")),
            seen("told", _("Searches that others tell of")),
            seen("people_told", _("People of whom they tell")),
        ),
        rows=rows,
        total=Row("total", (_("All, each person once"), *_counts(scope, found.values()))),
        note=_(
            "Of the whole department. What is not allowed is so by the register of systems as it "
            "was when this report was made. Searches by nobody known add no person, and may be of "
            "one or of many. What others tell of may be what logs show, too: the two are never "
            "added. Whether a search broke the rule is for the findings to say."
        ),
        empty=why_empty(scope.looked.for_searches),
    )


def _counts(scope: Scope, counts: Iterable[int], service: str = "") -> tuple[Value, ...]:
    """The first three are of searches, the last two are told by others.

    Where every log has only tunnels to a service, nobody looked for searches there.
    """
    several, looked = tuple(counts), scope.looked
    opened = any(service not in one.unopened for one in looked.showing_searches)
    return (
        *if_looked(looked.for_searches and (opened or several[0] > 0), *several[:3]),
        *if_looked(looked.for_visits, *several[3:-2]),
        *if_looked(looked.for_told, *several[-2:]),
    )
