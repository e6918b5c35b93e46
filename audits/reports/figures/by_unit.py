"""Requests by the unit that they came from."""

from django.utils.translation import gettext as _

from audits.reports.figures.breakdown import breakdown
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Table


def by_unit(scope: Scope) -> Table:
    return breakdown(
        scope,
        name="by_unit",
        title=_("Requests by unit"),
        by=(Column("unit", _("Unit")),),
        fields=("unit__code", "unit__name"),
        words=lambda code, name: (name,),
        note=_(
            "The unit of the requester when the request was begun, without the units below it. "
            "Units without a request are left out."
        ),
    )
