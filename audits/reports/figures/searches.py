"""Searches that were run, and what came of them."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count
from policy.searches.models import Run


def searches(scope: Scope) -> Table:
    found = Run.objects.filter(request__in=scope.requests).aggregate(
        run=Count("pk"),
        not_recorded=Count("pk", filter=Q(recorded_at__isnull=True)),
        without_candidates=Count("pk", filter=Q(candidates=0)),
        with_candidates=Count("pk", filter=Q(candidates__gt=0)),
        leads=Count("request__lead"),
    )
    words = {
        "run": _("Searches run"),
        "not_recorded": _("Result not yet recorded"),
        "without_candidates": _("No candidates returned"),
        "with_candidates": _("Candidates returned"),
        "leads": _("Candidates returned, and a lead released"),
    }
    return Table(
        name="searches",
        title=_("Searches and results"),
        columns=(Column("result", _("Result")), count("searches", _("Searches"))),
        rows=tuple(Row(key, (label, found[key])) for key, label in words.items()),
        note=_(
            "Searches run for the requests of this period, on whatever day. The second to fourth "
            "lines add up to the first. A lead is not an identification."
        ),
    )
