"""Requests by the search system that they asked for."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audits.reports.figures.breakdown import breakdown
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Table
from policy.systems.choices import Ownership


def by_system(scope: Scope) -> Table:
    return breakdown(
        scope,
        name="by_system",
        title=_("Requests by system"),
        by=(Column("system", _("System")), Column("ownership", _("Whose"))),
        fields=("system__slug", "system__name", "system__ownership"),
        words=_words,
        note=_("Systems that nobody asked for are left out."),
    )


def _words(slug: str | None, name: str, ownership: str) -> tuple[str, str]:
    if slug is None:
        return _("Not given"), ""
    return name, capfirst(str(Ownership(ownership).label))
