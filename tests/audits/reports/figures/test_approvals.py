from datetime import datetime, timedelta

import pytest

from audits.reports.figures.approval_spread import approval_spread
from audits.reports.figures.approval_times import approval_times
from policy.personnel.choices import Role
from policy.policies.choices import Gate, Outcome
from policy.searches.choices import Action, State, Verdict
from policy.searches.models import SearchRequest
from tests.audits.reports.building import (
    HOUR,
    MINUTE,
    above,
    approve,
    decided,
    deny,
    move,
    reopen,
    revoke,
    say,
    someone,
    submit,
    submitted,
    unit,
)
from tests.audits.reports.scopes import cells, counted, moment, scope

pytestmark = pytest.mark.django_db

IN_OCTOBER = moment(10, 5)
NONE = (0, None, None, None)


def approved_after(took: timedelta, **fields: object) -> None:
    approve(submitted(IN_OCTOBER, **fields), IN_OCTOBER + took)


def times(minutes: int) -> int:
    return minutes * 60


def test_median_of_an_even_number_lies_halfway_and_nine_in_ten_is_a_time_that_occurred():
    for minutes in (10, 20, 30, 40, 50, 60, 70, 80, 90, 1000):
        approved_after(minutes * MINUTE)

    assert cells(approval_times(scope()))["total"] == (
        "All approved requests",
        10,
        times(55),
        times(90),
        times(1000),
    )


def test_exigent_requests_are_told_apart():
    approved_after(5 * MINUTE, exigent=True)
    approved_after(2 * HOUR)
    approved_after(4 * HOUR)

    assert cells(approval_times(scope())) == {
        "exigent": ("In exigent circumstances", 1, times(5), times(5), times(5)),
        "other": ("Others", 2, times(180), times(240), times(240)),
        "total": ("All approved requests", 3, times(120), times(240), times(240)),
    }


def approved_once(at: datetime) -> SearchRequest:
    """A request that waits for another approval."""
    request = submitted(IN_OCTOBER)
    say(request, at, Verdict.APPROVED)
    permit = decided(at, Gate.APPROVE, Outcome.PERMITTED)
    return move(request, Action.APPROVE, State.IN_APPROVAL, at, permit, above(request))


def test_time_ends_with_the_last_of_several_approvals():
    request = approved_once(IN_OCTOBER + HOUR)
    request.requester.supervisor = someone(Role.SUPERVISOR, supervisor=request.requester.supervisor)
    request.requester.save()
    approve(request, IN_OCTOBER + 3 * HOUR)

    assert cells(approval_times(scope()))["total"][1:3] == (1, times(180))


def test_request_that_waits_for_another_approval_is_not_counted():
    approved_once(IN_OCTOBER + HOUR)

    assert cells(approval_times(scope()))["total"][1:] == NONE


def test_time_begins_with_the_submission_of_the_version_that_was_approved():
    request = submitted(IN_OCTOBER)
    submit(reopen(request, IN_OCTOBER + 10 * HOUR), IN_OCTOBER + 20 * HOUR)
    approve(request, IN_OCTOBER + 21 * HOUR)

    assert cells(approval_times(scope()))["total"][1:3] == (1, times(60))


def test_request_approved_twice_counts_with_its_latest_approval():
    request = submitted(IN_OCTOBER)
    approve(request, IN_OCTOBER + 5 * HOUR)
    submit(reopen(request, IN_OCTOBER + 10 * HOUR), IN_OCTOBER + 20 * HOUR)
    approve(request, IN_OCTOBER + 22 * HOUR)

    assert cells(approval_times(scope()))["total"][1:3] == (1, times(120))


def test_approval_counts_whatever_became_of_it_and_a_denial_does_not():
    request = submitted(IN_OCTOBER)
    revoke(approve(request, IN_OCTOBER + HOUR), IN_OCTOBER + 2 * HOUR)
    deny(submitted(IN_OCTOBER), IN_OCTOBER + 9 * HOUR)

    assert cells(approval_times(scope()))["total"][1:3] == (1, times(60))


def test_approval_after_the_period_counts_for_the_request_of_the_period():
    before_clocks_change, after = moment(10, 31, 23), moment(11, 1, 3)
    approve(submitted(before_clocks_change), after)

    assert cells(approval_times(scope()))["total"][1:3] == (1, times(5 * 60))


def test_no_approvals_have_no_times():
    approve(submitted(IN_OCTOBER, unit=unit("X")), IN_OCTOBER + HOUR)

    assert cells(approval_times(scope(unit=unit("B")))) == {
        "exigent": ("In exigent circumstances", *NONE),
        "other": ("Others", *NONE),
        "total": ("All approved requests", *NONE),
    }


def test_spread_counts_each_approval_once_and_an_edge_with_the_shorter_time():
    second = timedelta(seconds=1)
    for took in (0 * HOUR, HOUR, HOUR + second, 4 * HOUR, 24 * HOUR, 72 * HOUR, 72 * HOUR + second):
        approved_after(took)

    table = approval_spread(scope())

    assert [row.values[0] for row in table.rows] == [
        "Up to 1 h",
        "1 to 4 h",
        "4 to 12 h",
        "12 to 24 h",
        "24 to 72 h",
        "Over 72 h",
    ]
    assert counted(table) == {
        "from_0_hours": 2,
        "from_1_hours": 2,
        "from_12_hours": 1,
        "from_24_hours": 1,
        "from_72_hours": 1,
    }
    assert table.total.values == ("All approved requests", 7)
