"""Requests by the offense under investigation."""

from django.utils.translation import gettext as _

from audits.reports.figures.breakdown import breakdown, entry_words
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Table
from policy.lists.choices import ListName


def by_offense(scope: Scope) -> Table:
    return breakdown(
        scope,
        name="by_offense",
        title=_("Requests by offense"),
        by=(Column("offense", _("Offense")),),
        fields=("offense",),
        words=entry_words(ListName.OFFENSE),
        note=_(
            "An attempt counts as the offense, unless the law knows it as one of its own. "
            "Offenses that no request named are left out."
        ),
    )
