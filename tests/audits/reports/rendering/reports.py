"""Reports to be rendered."""

from audits.reports.actions import make_report
from audits.reports.choices import Kind
from audits.reports.models import Report
from policy.policies.deciding import compile_pack
from policy.policies.packs import read_pack
from tests.audits.reports.building import request_that_became
from tests.audits.reports.scopes import LATER, OCTOBER, moment
from tests.policy.searches.replays.office import STRICTER


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


def a_look_back(*outcomes: str, text: str = STRICTER, **changes: object) -> Report:
    """What the draft would have changed of October's decisions."""
    policy = compile_pack(read_pack(text))
    return a_report(*outcomes, kind=Kind.LOOK_BACK, policy=policy, **changes)
