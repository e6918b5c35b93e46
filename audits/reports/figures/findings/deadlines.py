"""Findings by how long they are over their time for review."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from audits.reports.figures.findings.counting import OPEN
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count, total_of

# Where one row of what is overdue ends and the next begins, in days; the last row has no end.
EDGES = (0, 7, 30, 90)


def findings_deadlines(scope: Scope) -> Table:
    parts = _parts(scope.as_of)
    conditions = {key: Count("pk", filter=condition) for key, (_words, condition) in parts.items()}
    found = scope.findings.aggregate(**conditions)
    columns = (Column("deadline", _("Review")), count("findings", _("Findings")))
    rows = tuple(Row(key, (words, found[key])) for key, (words, _condition) in parts.items())
    return Table(
        name="findings_deadlines",
        title=_("Findings against the time for their review"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All findings"), columns),
        note=_(
            "The rule for each kind says by when a finding has to be reviewed. What was closed in "
            "time was closed by then."
        ),
    )


def _parts(as_of: datetime) -> dict[str, tuple[str, Q]]:
    parts = {"not_due": (_("Open, not due yet"), OPEN & Q(review_due__gte=as_of))}
    for low, high in [*pairwise(EDGES), (EDGES[-1], None)]:
        parts[f"overdue_from_{low}_days"] = (_words(low, high), OPEN & _overdue(as_of, low, high))
    in_time = Q(closed_at__lte=F("review_due"))
    parts["closed_in_time"] = (_("Closed in time"), ~OPEN & in_time)
    parts["closed_late"] = (_("Closed after its time"), ~OPEN & ~in_time)
    return parts


def _overdue(as_of: datetime, low: int, high: int | None) -> Q:
    began = Q(review_due__lt=as_of - timedelta(days=low))
    return began if high is None else began & Q(review_due__gte=as_of - timedelta(days=high))


def _words(low: int, high: int | None) -> str:
    if high is None:
        return _("Open, overdue for over %(days)s days") % {"days": low}
    if not low:
        return _("Open, overdue for up to %(days)s days") % {"days": high}
    return _("Open, overdue for %(low)s to %(high)s days") % {"low": low, "high": high}
