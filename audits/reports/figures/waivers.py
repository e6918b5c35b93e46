"""Exceptions to rules, and what rested on them."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count, total_of
from policy.policies.models import Waiver


def waivers(scope: Scope) -> Table:
    """Waivers by rule: asked for and decided in the period, and the decisions that rested on them.

    Of the whole department: a waiver is of a case, not of a unit.
    """
    begins, ends = scope.period.begins, scope.period.ends
    columns = (
        Column("policy", _("Policy")),
        Column("clause", _("Clause")),
        Column("rule", _("Rule")),
        count("asked", _("Asked for")),
        count("granted", _("Granted")),
        count("denied", _("Denied")),
        count("decisions", _("Decisions that rested on them")),
    )
    asked = Q(asked_at__gte=begins, asked_at__lt=ends)
    decided = Q(decided_at__gte=begins, decided_at__lt=ends)
    rested = Q(decisions__decision__made_at__gte=begins, decisions__decision__made_at__lt=ends)
    counted = (
        Waiver.objects.filter(asked | decided | rested)
        .order_by("rule__version__policy__slug", "rule__version__number", "rule__position")
        .values_list("rule", "rule__version__title", "rule__clause__identifier", "rule__identifier")
        .annotate(
            asked=Count("pk", filter=asked, distinct=True),
            granted=Count("pk", filter=decided & Q(granted_at__isnull=False), distinct=True),
            denied=Count("pk", filter=decided & Q(granted_at__isnull=True), distinct=True),
            rested=Count("decisions", filter=rested, distinct=True),
        )
    )
    rows = tuple(Row(str(key), tuple(values)) for key, *values in counted)
    return Table(
        name="waivers",
        title=_("Waivers"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All waivers"), columns),
        note=_(
            "Exceptions to one rule for one case, of the whole department. A decision rested on a "
            "waiver where the rule that was waived would have spoken, or might have."
        ),
    )
