"""How often a name was asked for, and on which legal basis."""

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.findings.choices import Basis, Verdict
from audits.findings.models import Unmasking
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count, total_of

COUNTS = {
    "asked": Count("pk"),
    **{verdict.value: Count("pk", filter=Q(answer=verdict)) for verdict in Verdict},
    "told": Count("pk", filter=Q(told_at__isnull=False)),
}
NONE = (0,) * len(COUNTS)


def unmaskings(scope: Scope) -> Table:
    asked = Unmasking.objects.filter(
        asked_at__gte=scope.period.begins, asked_at__lt=scope.period.ends
    ).order_by()
    found = {basis: counts for basis, *counts in asked.values_list("basis").annotate(**COUNTS)}
    columns = (
        Column("basis", _("Legal basis")),
        count("asked", _("Asked for")),
        count("open", _("Waiting")),
        count("granted", _("Granted")),
        count("refused", _("Refused")),
        count("told", _("Person told")),
    )
    rows = tuple(
        Row(basis, (capfirst(str(basis.label)), *found.get(basis, NONE))) for basis in Basis
    )
    return Table(
        name="unmaskings",
        title=_("Names asked for, by legal basis"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All"), columns),
        note=_(
            "Asked for in the period; answers as they stood when this report was made. Findings "
            "stand under pseudonyms, and two people show a name together. Whoever it is, is told."
        ),
    )
