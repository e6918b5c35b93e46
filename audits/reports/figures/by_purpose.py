"""Requests by their purpose."""

from django.utils.translation import gettext as _

from audits.reports.figures.breakdown import breakdown, choice_words
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Table
from policy.policies.choices import Purpose


def by_purpose(scope: Scope) -> Table:
    return breakdown(
        scope,
        name="by_purpose",
        title=_("Requests by purpose"),
        by=(Column("purpose", _("Purpose")),),
        fields=("purpose",),
        words=choice_words(Purpose),
        note=_("Purposes that no request named are left out."),
    )
