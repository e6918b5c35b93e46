"""The other way round: the runs recorded here, and whether a log shows them."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from audits.discovery.models import StoredObservation
from audits.discovery.untraced import found_untraced
from audits.reports.figures.discovery.looking import if_looked, seen
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table
from policy.searches.models import Run


def traces(scope: Scope) -> Table:
    shown = StoredObservation.objects.filter(run=OuterRef("pk"))
    began = Run.objects.filter(started_at__gte=scope.looked.begin, started_at__lt=scope.looked.end)
    runs = dict(began.annotate(shown=Exists(shown)).order_by().values_list("pk", "shown"))
    unseen = [pk for pk, is_shown in runs.items() if not is_shown]
    missing = len(found_untraced(unseen))
    counts = {
        "shown": (_("Shown by a log"), len(runs) - len(unseen)),
        "without_trace": (_("Without a trace in a log that has others"), missing),
        "not_visible": (_("That no log could show"), len(unseen) - missing),
    }
    return Table(
        name="traces",
        title=_("Runs recorded here, and whether a log shows them"),
        columns=(Column("trace", _("Trace")), seen("runs", _("Runs"))),
        rows=tuple(
            Row(key, (words, *if_looked(scope.looked.for_visits, number)))
            for key, (words, number) in counts.items()
        ),
        total=Row("total", (_("All runs recorded here"), len(runs))),
        note=_(
            "Searches that were run here in the period. Without a trace: a log that shows other "
            "searches of the system has no gap at that time and shows nothing of the operator; "
            "there is a finding for each. No log could show: of that time or that system none was "
            "read."
        ),
    )
