"""How many requests were approved how soon."""

from datetime import timedelta
from itertools import pairwise

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from audits.reports.figures.approval_times import approvals
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count, total_of

# Where one row ends and the next begins, in hours; the last row has no end.
EDGES = (0, 1, 4, 12, 24, 72)


def approval_spread(scope: Scope) -> Table:
    counts = {f"from_{low}_hours": Count("pk", filter=_between(low, high)) for low, high in _bins()}
    found = approvals(scope).aggregate(**counts)
    columns = (Column("within", _("Time taken")), count("requests", _("Requests")))
    rows = tuple(
        Row(key, (_label(low, high), found[key]))
        for key, (low, high) in zip(counts, _bins(), strict=True)
    )
    return Table(
        name="approval_spread",
        title=_("Approvals by time taken"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All approved requests"), columns),
        note=_("Counted as in the table of approval times."),
        chart=Chart(ChartKind.COLUMNS, "within", (Part(_("Requests"), "requests"),)),
    )


def _bins() -> list[tuple[int, int | None]]:
    return [*pairwise(EDGES), (EDGES[-1], None)]


def _between(low: int, high: int | None) -> Q:
    above = Q(took__gt=timedelta(hours=low)) if low else Q()
    return above if high is None else above & Q(took__lte=timedelta(hours=high))


def _label(low: int, high: int | None) -> str:
    if high is None:
        return _("Over %(hours)s h") % {"hours": low}
    if not low:
        return _("Up to %(hours)s h") % {"hours": high}
    return _("%(low)s to %(high)s h") % {"low": low, "high": high}
