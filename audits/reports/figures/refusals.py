"""Which clauses refused, and at which point."""

from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import REGISTER
from policy.policies.models import Decision, Reason

# The keys of refusals that no clause gave.
SILENCE = "no_clause"
NOT_ALLOWED = "register"

AT_SUBMISSION = Q(decision__gate=Gate.SUBMIT)
CLAUSE = (
    "rule__version__policy__slug",
    "rule__version__number",
    "rule__version__title",
    "rule__clause__position",
    "rule__clause__identifier",
    "rule__clause__heading",
)
BY_REGISTER = Case(
    When(effect=REGISTER, then=Value(True)), default=Value(False), output_field=BooleanField()
)


def refusals(scope: Scope) -> Table:
    return Table(
        name="refusals",
        title=_("Refusals by clause"),
        columns=(
            Column("clause", _("Clause")),
            Column("policy", _("Policy")),
            count("refused", _("Requests refused")),
            count("stopped", _("Stopped later")),
        ),
        rows=tuple(_row(found) for found in _by_clause(scope)),
        total=_total(scope),
        note=_(
            "A refusal that rests on several clauses counts under each of them, so the rows may "
            "add up to more than the last line, which counts each request once. Refused: by "
            "policy when it was submitted. Stopped later: a policy refused an approval, a search "
            "or the release of a lead, and the request may have gone on afterward."
        ),
        chart=Chart(
            ChartKind.BARS,
            "clause",
            (Part(_("Requests refused"), "refused"), Part(_("Stopped later"), "stopped")),
        ),
    )


def refused_decisions(scope: Scope) -> QuerySet[Decision]:
    return Decision.objects.filter(
        outcome=Outcome.REFUSED, step__request__in=scope.requests
    ).order_by()


def _by_clause(scope: Scope) -> QuerySet[Reason, dict[str, Any]]:
    request = "decision__step__request"
    return (
        Reason.objects.filter(decision__in=refused_decisions(scope))
        .annotate(by_register=BY_REGISTER)
        .values(*CLAUSE, "by_register")
        .annotate(
            refused=Count(request, filter=AT_SUBMISSION, distinct=True),
            stopped=Count(request, filter=~AT_SUBMISSION, distinct=True),
        )
        .order_by("-refused", "-stopped", *CLAUSE, "by_register")
    )


def _row(found: dict[str, Any]) -> Row:
    slug, number, title, _position, clause, heading = (found[name] for name in CLAUSE)
    counts = (found["refused"], found["stopped"])
    if found["by_register"]:
        words = _("None: the register of systems does not allow the system")
        return Row(NOT_ALLOWED, (words, "", *counts))
    if slug is None:
        return Row(SILENCE, (_("No clause permits it"), "", *counts))
    policy = _("%(title)s, version %(number)s") % {"title": title, "number": number}
    return Row(f"{slug}/{number}/{clause}", (f"{clause}. {heading}", policy, *counts))


def _total(scope: Scope) -> Row:
    submission = Q(gate=Gate.SUBMIT)
    found = refused_decisions(scope).aggregate(
        refused=Count("step__request", filter=submission, distinct=True),
        stopped=Count("step__request", filter=~submission, distinct=True),
    )
    counts = (found["refused"], found["stopped"])
    return Row("total", (_("Requests, each counted once"), "", *counts))
