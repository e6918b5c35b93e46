"""Reports to be rendered."""

from audits.reports.actions import make_report
from audits.reports.choices import Kind
from audits.reports.models import Report
from tests.audits.reports.building import request_that_became
from tests.audits.reports.scopes import LATER, OCTOBER, moment


def a_report(*outcomes: str, **changes: object) -> Report:
    """A report of October, in which requests of these outcomes were submitted."""
    for outcome in outcomes:
        request_that_became(outcome, moment(10, 5))
    given = {
        "kind": Kind.USE,
        "period_from": OCTOBER.first,
        "period_to": OCTOBER.last,
        "unit": None,
        "by": None,
        "at": LATER,
    }
    return Report.objects.get(pk=make_report(**given | changes).pk)
