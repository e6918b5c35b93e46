"""What became of the requests."""

from django.db.models import Case, CharField, Count, Value, When
from django.utils.translation import gettext as _

from audits.reports.choices import Outcome
from audits.reports.figures.scope import Scope
from audits.reports.figures.table import Chart, ChartKind, Column, Part, Row, Table, count, total_of
from policy.searches.choices import State

# Every state that a submitted request can be in. A lead tells closed requests apart.
OUTCOME_OF = {
    State.DRAFT: Outcome.REOPENED,
    State.REFUSED: Outcome.REFUSED,
    State.RETURNED: Outcome.RETURNED,
    State.IN_APPROVAL: Outcome.IN_APPROVAL,
    State.APPROVED: Outcome.APPROVED,
    State.DENIED: Outcome.DENIED,
    State.RUNNING: Outcome.UNDER_WAY,
    State.IN_REVIEW: Outcome.UNDER_WAY,
    State.LEAD_RELEASED: Outcome.LEAD_RELEASED,
    State.NO_LEAD: Outcome.NO_LEAD,
    State.CLOSED: Outcome.CLOSED_WITHOUT_LEAD,
    State.WITHDRAWN: Outcome.WITHDRAWN,
    State.REVOKED: Outcome.REVOKED,
    State.EXPIRED: Outcome.EXPIRED,
}

OUTCOME = Case(
    When(state=State.CLOSED, lead__isnull=False, then=Value(Outcome.CLOSED_WITH_LEAD)),
    *(When(state=state, then=Value(outcome)) for state, outcome in OUTCOME_OF.items()),
    output_field=CharField(),
)


def outcomes(scope: Scope) -> Table:
    counted = dict(scope.requests.values_list(OUTCOME).annotate(Count("pk")))
    columns = (Column("outcome", _("Outcome")), count("requests", _("Requests")))
    rows = tuple(Row(outcome, (str(outcome.label), counted.get(outcome, 0))) for outcome in Outcome)
    return Table(
        name="outcomes",
        title=_("Requests by outcome"),
        columns=columns,
        rows=rows,
        total=total_of(rows, _("All requests"), columns),
        note=_(
            "Every request that was first submitted in the period is counted once, under what had "
            "become of it when this report was made."
        ),
        chart=Chart(ChartKind.BARS, "outcome", (Part(_("Requests"), "requests"),)),
    )
