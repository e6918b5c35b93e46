"""What people told of themselves in the period."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from audits.findings.models import Disclosure, Finding
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count

NO_WINDOW = Q(window=None)
COUNTS: dict[str, Any] = {
    "disclosures": Count("pk"),
    "people": Count("subject", distinct=True),
    "times": Sum("times", default=0),
}


def disclosures(scope: Scope) -> Table:
    told = Disclosure.objects.filter(
        made_at__gte=scope.period.begins, made_at__lt=scope.period.ends
    ).order_by()
    return Table(
        name="disclosures",
        title=_("What people told of themselves"),
        columns=(
            Column("when", _("When it was told")),
            count("disclosures", _("Disclosures")),
            count("people", _("People")),
            count("times", _("Searches told of")),
            count("closed", _("Findings that they closed")),
        ),
        rows=(
            _row("inside", _("Inside a disclosure window"), told.filter(~NO_WINDOW)),
            _row("outside", _("Outside of any"), told.filter(NO_WINDOW)),
        ),
        total=_row("total", _("All, each person once"), told),
        note=_(
            "Disclosures made in the period, whatever they are about and whenever it happened. "
            "Only one inside a window closes findings."
        ),
    )


def _row(key: str, words: str, told: QuerySet[Disclosure]) -> Row:
    found = told.aggregate(**COUNTS)
    closed = Finding.objects.filter(disclosure__in=told).count()
    return Row(key, (words, *(found[name] for name in COUNTS), closed))
