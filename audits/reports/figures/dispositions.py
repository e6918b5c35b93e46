"""What became of the cases that the searches were for."""

from django.db.models import Count
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count, total_of
from policy.searches.choices import Disposition
from policy.searches.models import Closing


def dispositions(scope: Scope) -> Table:
    closed = Closing.objects.filter(request__in=scope.requests).order_by()
    counted = {
        disposition: counts
        for disposition, *counts in closed.values_list("disposition").annotate(
            Count("pk"), Count("request__lead")
        )
    }
    columns = (
        Column("disposition", _("Disposition")),
        count("requests", _("Requests closed")),
        count("leads", _("With a lead")),
    )
    rows = tuple(Row(code, (str(code.label), *counted.get(code, (0, 0)))) for code in Disposition)
    return Table(
        name="dispositions",
        title=_("Dispositions"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All closed requests"), columns),
        note=_("As recorded when the request was closed."),
    )
