"""Requests by their purpose."""

from django.utils.translation import gettext as _

from audits.reports.figures.breakdown import breakdown, entry_words
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Table
from policy.lists.choices import ListName


def by_purpose(scope: Scope) -> Table:
    return breakdown(
        scope,
        name="by_purpose",
        title=_("Requests by purpose"),
        by=(Column("purpose", _("Purpose")),),
        fields=("purpose",),
        words=entry_words(ListName.PURPOSE),
        note=_("Purposes that no request named are left out."),
    )
