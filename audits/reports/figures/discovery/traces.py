"""The other way round: the runs recorded here, and whether a log shows them."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from audits.discovery.models import StoredObservation
from audits.reports.figures.discovery.looking import if_looked, seen
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table
from policy.searches.models import Run


def traces(scope: Scope) -> Table:
    looked = scope.looked
    of_run = StoredObservation.objects.filter(run=OuterRef("pk"))
    runs = Run.objects.filter(started_at__gte=looked.begin, started_at__lt=looked.end)
    found = runs.annotate(is_shown=Exists(of_run)).aggregate(
        shown=Count("pk", filter=Q(is_shown=True)), total=Count("pk")
    )
    numbers = if_looked(looked.for_visits, found["shown"], found["total"] - found["shown"])
    words = {"shown": _("Shown by a log"), "not_shown": _("Not shown by any log that was read")}
    return Table(
        name="traces",
        title=_("Runs recorded here, and whether a log shows them"),
        columns=(Column("trace", _("Trace")), seen("runs", _("Runs"))),
        rows=tuple(
            Row(key, (label, number))
            for (key, label), number in zip(words.items(), numbers, strict=True)
        ),
        total=Row("total", (_("All runs recorded here"), found["total"])),
        note=_(
            "Searches that were run here in the period. Which of them a log should have shown is "
            "not told by their time, which in the register leads to whoever ran them: each such is "
            "a finding, counted by kind with the findings of the period in which it was opened."
        ),
    )
