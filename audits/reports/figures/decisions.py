"""The decisions made under each version of each policy."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Column, Row, Table, count
from audits.reports.figures.versions import in_force_during, key_of
from policy.policies.choices import Outcome
from policy.policies.models import Decision

COUNTS = {
    "decisions": Count("pk"),
    "permitted": Count("pk", filter=Q(outcome=Outcome.PERMITTED)),
    "refused": Count("pk", filter=Q(outcome=Outcome.REFUSED)),
    "undecided": Count("pk", filter=Q(outcome=Outcome.UNDECIDED)),
}
NONE = (0,) * len(COUNTS)


def decisions(scope: Scope) -> Table:
    by_version = _made(scope).values_list("versions").annotate(**COUNTS)
    counted = {version: counts for version, *counts in by_version}
    return Table(
        name="decisions",
        title=_("Decisions by version"),
        columns=(
            Column("policy", _("Policy")),
            Column("version", _("Version")),
            count("decisions", _("Decisions")),
            count("permitted", _("Permitted")),
            count("refused", _("Refused")),
            count("undecided", _("Undecided")),
        ),
        rows=tuple(
            Row(
                key_of(version),
                (version.title, str(version.number), *counted.get(version.pk, NONE)),
            )
            for version in in_force_during(scope)
        ),
        note=_(
            "Decisions at any point of a request, made in the period, also about requests that "
            "were submitted before it. A decision made under several policies counts under each; "
            "its outcome is that of all of them together."
        ),
    )


def _made(scope: Scope) -> QuerySet[Decision]:
    made = Decision.objects.filter(
        made_at__gte=scope.period.begins, made_at__lt=scope.period.ends
    ).order_by()
    return made if scope.units is None else made.filter(step__request__unit__in=scope.units)
