import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.reports.choices import Outcome
from audits.reports.figures.outcomes import OUTCOME_OF, outcomes
from policy.searches.choices import State
from tests.audits.reports.building import (
    WAYS,
    approve,
    draft,
    request_that_became,
    requester,
    run,
    submitted,
    unit,
)
from tests.audits.reports.scopes import cells, counted, moment, scope
from tests.factories.systems import SystemFactory
from tests.harness.examples import times

pytestmark = pytest.mark.django_db


def test_every_state_of_a_request_has_an_outcome():
    assert set(OUTCOME_OF) == set(State)


@pytest.mark.parametrize("outcome", Outcome.values)
def test_request_is_counted_under_its_outcome_alone(outcome):
    request_that_became(outcome, moment(10, 5))

    assert counted(outcomes(scope())) == {outcome: 1}


def test_table_lists_every_outcome_and_the_total():
    for outcome in ("refused", "refused", "denied", "closed_with_lead"):
        request_that_became(outcome, moment(10, 5))
    draft(moment(10, 5))

    assert cells(outcomes(scope())) == {
        "refused": ("Refused by policy", 2),
        "in_approval": ("In approval", 0),
        "returned": ("Returned to the requester", 0),
        "reopened": ("Reopened, not submitted again", 0),
        "denied": ("Denied by a supervisor", 1),
        "withdrawn": ("Withdrawn", 0),
        "approved": ("Approved, search not yet run", 0),
        "revoked": ("Approval revoked", 0),
        "expired": ("Approval expired before a search", 0),
        "under_way": ("Search running or in review", 0),
        "no_lead": ("Searched, no lead", 0),
        "lead_released": ("Searched, lead released", 0),
        "closed_without_lead": ("Closed without a lead", 0),
        "closed_with_lead": ("Closed with a lead", 1),
        "total": ("All requests", 4),
    }


def test_running_search_is_under_way():
    run(approve(submitted(moment(10, 5)), moment(10, 6)), moment(10, 7))

    assert counted(outcomes(scope())) == {"under_way": 1}


def test_request_decided_after_the_period_counts_as_it_stands_now():
    request = submitted(moment(10, 31, 23))

    before = counted(outcomes(scope(as_of=moment(11, 1))))
    approve(request, moment(11, 2))
    after = counted(outcomes(scope(as_of=moment(11, 3))))

    assert (before, after) == ({"in_approval": 1}, {"approved": 1})


def test_only_requests_of_the_unit_and_those_below_are_counted():
    bureau = unit("B")
    request_that_became("refused", moment(10, 5), unit=unit("D", bureau))
    request_that_became("denied", moment(10, 5), unit=unit("X"))

    assert counted(outcomes(scope(unit=bureau))) == {"refused": 1}


@settings(max_examples=times(0.12), deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=st.lists(st.sampled_from(["refused", *WAYS]), max_size=8))
def test_outcomes_add_up_to_the_requests_of_the_period(chosen):
    before = scope().requests.count()
    person, system = requester(), SystemFactory()
    for outcome in chosen:
        request_that_became(outcome, moment(10, 5), requester=person, system=system)

    table = outcomes(scope())

    assert sum(row.values[1] for row in table.rows) == before + len(chosen)
    assert table.total.values == ("All requests", before + len(chosen))
