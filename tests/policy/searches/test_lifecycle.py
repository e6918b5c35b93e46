"""The whole matrix of states and actions, from the one table."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from policy.searches import actions
from policy.searches.choices import Action, Disposition, Finding, State
from policy.searches.errors import Conflict
from policy.searches.lifecycle import BY_ACTION, FINAL, MOVES, TRANSITIONS
from policy.searches.models import SearchRequest
from tests.policy.searches.office import AT, SUITABLE, Office, fresh, request_in

ACTORS = {
    Action.SUBMIT: "requester",
    Action.REOPEN: "requester",
    Action.WITHDRAW: "requester",
    Action.CLOSE: "requester",
    Action.APPROVE: "supervisor",
    Action.DENY: "supervisor",
    Action.RETURN: "supervisor",
    Action.REVOKE: "supervisor",
    Action.RUN: "examiner",
    Action.RECORD: "examiner",
    Action.REVIEW: "examiner",
    Action.RELEASE: "examiner",
    Action.CONCLUDE: "examiner",
}

VERDICT = {"version": 1, "reason": "Because."}

CALLS: dict[Action, tuple[Callable[..., Any], dict[str, Any]]] = {
    Action.SUBMIT: (actions.submit, {}),
    Action.REOPEN: (actions.reopen, {"reason": "To mend it."}),
    Action.WITHDRAW: (actions.withdraw, {}),
    Action.CLOSE: (actions.close, {"disposition": Disposition.NO_FURTHER_ACTION}),
    Action.APPROVE: (actions.approve, {"version": 1}),
    Action.DENY: (actions.deny, VERDICT),
    Action.RETURN: (actions.return_to_requester, VERDICT),
    Action.REVOKE: (actions.revoke, {"reason": "Because."}),
    Action.RUN: (actions.run, {"attestations": SUITABLE}),
    Action.RECORD: (actions.record_result, {"candidates": 3}),
    Action.REVIEW: (actions.review, {"finding": Finding.NO_LEAD, "notes": "None agrees."}),
    Action.RELEASE: (actions.release, {}),
    Action.CONCLUDE: (actions.conclude, {}),
}


def do(action: Action, request: SearchRequest, office: Office) -> None:
    call, extra = CALLS[action]
    call(request=request, by=getattr(office, ACTORS[action]), at=AT, **extra)


def test_every_action_but_the_clocks_is_in_the_matrix():
    assert set(CALLS) == {row.action for row in TRANSITIONS} - {Action.EXPIRE}


def test_final_states_are_those_that_nothing_leads_out_of():
    assert {
        State.REFUSED,
        State.DENIED,
        State.CLOSED,
        State.WITHDRAWN,
        State.REVOKED,
        State.EXPIRED,
    } == FINAL


@pytest.mark.parametrize("state", State)
def test_no_action_outside_the_table(state: State, office: Office):
    request = request_in(state, office)
    outside = [action for action in CALLS if state not in BY_ACTION[action].before]

    for action in outside:
        with pytest.raises(Conflict):
            do(action, request, office)

    assert fresh(request).state == state


@pytest.mark.parametrize("action", [a for a in CALLS if a not in (Action.RELEASE, Action.CONCLUDE)])
def test_every_action_of_the_table_moves_the_request_along_it(action: Action, office: Office):
    for before in sorted(BY_ACTION[action].before):
        request = request_in(before, office)

        do(action, request, office)

        assert fresh(request).state in BY_ACTION[action].after


@pytest.mark.parametrize("before", State)
def test_database_refuses_every_move_outside_the_table(before: State, office: Office):
    request = request_in(before, office)
    forbidden = [after for after in State if after != before and (before, after) not in MOVES]

    for after in forbidden:
        with pytest.raises(IntegrityError), transaction.atomic():
            SearchRequest.objects.filter(pk=request.pk).update(
                state=after, approved_until=AT + timedelta(days=1)
            )

    assert fresh(request).state == before


def test_database_refuses_an_approved_state_without_an_approval(office: Office):
    request = request_in(State.IN_APPROVAL, office)

    with (
        pytest.raises(IntegrityError, match="has no approval of its version 1"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE searches_searchrequest SET state = 'approved', approved_until = now()"
            " WHERE id = %s",
            [request.pk],
        )

    assert fresh(request).state == State.IN_APPROVAL


def test_content_of_an_approved_request_cannot_be_changed_even_by_sql(office: Office):
    request = request_in(State.APPROVED, office)

    with (
        pytest.raises(IntegrityError, match="content of a request that is approved"),
        transaction.atomic(),
    ):
        SearchRequest.objects.filter(pk=request.pk).update(case_number="26-99999")

    assert fresh(request).case_number == "26-00417"


def test_a_request_is_never_deleted(office: Office):
    request = request_in(State.DRAFT, office)

    with (
        pytest.raises(IntegrityError, match="never deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM searches_searchrequest WHERE id = %s", [request.pk])

    assert SearchRequest.objects.filter(pk=request.pk).exists()


def test_edit_reopens_what_was_approved_and_a_new_version_needs_a_new_approval(office: Office):
    request = request_in(State.APPROVED, office)

    actions.reopen(request=request, by=office.requester, at=AT, reason="Other camera.")
    actions.save_content(
        request=request, by=office.requester, at=AT, content={"case_number": "26-00418"}
    )
    actions.submit(request=request, by=office.requester, at=AT)

    again = fresh(request)
    assert (again.state, again.version, again.approved_until) == (State.IN_APPROVAL, 2, None)
    with pytest.raises(Conflict, match="it is now version 2, and you read version 1"):
        actions.approve(request=request, by=office.supervisor, at=AT, version=1)


def test_an_expired_approval_cannot_be_run(office: Office):
    request = request_in(State.APPROVED, office)
    late = AT + timedelta(hours=73)

    with pytest.raises(PermissionDenied, match="approval has expired"):
        actions.run(request=request, by=office.examiner, at=late, attestations=SUITABLE)

    assert fresh(request).state == State.APPROVED


def test_expiring_twice_is_the_same_as_once(office: Office):
    request = request_in(State.APPROVED, office)
    late = AT + timedelta(hours=73)

    counts = [actions.expire_approvals(at=late), actions.expire_approvals(at=late)]

    assert counts == [1, 0]
    assert fresh(request).state == State.EXPIRED
