"""The whole matrix of states and actions, from the one table."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from audits.findings import actions
from audits.findings.choices import Action, Hat, State
from audits.findings.errors import Conflict
from audits.findings.lifecycle import BY_ACTION, DISPOSES, FINAL, MOVES, TRANSITIONS, UNDECIDED
from audits.findings.models import Finding, Step
from audits.findings.permissions import may
from tests.audits.findings.cases import AT, DAY, Cast, dispose, finding_in
from tests.factories.findings import found

BY_HAND = [row.action for row in TRANSITIONS if row.hats != {Hat.CLOCK}]


def _dispose(to: State) -> Callable[[Finding, Cast], Any]:
    return lambda finding, cast: dispose(finding, to, by=cast.auditor)


CALLS: dict[Action, Callable[[Finding, Cast], Any]] = {
    Action.REVIEW: lambda it, cast: actions.review(finding=it, by=cast.auditor, at=AT),
    Action.HAND_OVER: lambda it, cast: actions.hand_over(
        finding=it, to=cast.other, reason="Leave.", by=cast.auditor, at=AT
    ),
    Action.ATTRIBUTE: lambda it, cast: actions.attribute(
        finding=it, person=cast.officer.member, words="Seen.", private="", by=cast.auditor, at=AT
    ),
    Action.HEAR: lambda it, cast: actions.give_reply(finding=it, by=cast.auditor, at=AT),
    Action.REPLY: lambda it, cast: actions.reply(
        finding=it, words="No.", is_last=False, by=cast.subject, at=AT
    ),
    Action.TAKE_DOWN: lambda it, cast: actions.take_down_reply(
        finding=it, words="No.", how="By mail.", is_last=False, by=cast.auditor, at=AT
    ),
    **{action: _dispose(state) for state, action in DISPOSES.items()},
}


def test_every_action_but_the_clocks_and_a_disclosure_is_in_the_matrix():
    assert set(CALLS) | {Action.DISCLOSE} == set(BY_HAND)


def test_final_states_are_those_that_say_what_became_of_it():
    assert {*DISPOSES, State.DISCLOSED, State.OVER} == FINAL
    assert {State.OPEN, State.UNDER_REVIEW, State.RIGHT_OF_REPLY} == UNDECIDED


@pytest.mark.parametrize("state", State)
def test_no_action_outside_the_table(state: State, cast: Cast):
    finding = finding_in(state, cast)

    for action, call in CALLS.items():
        if state not in BY_ACTION[action].before:
            with pytest.raises(Conflict):
                call(finding, cast)

    finding.refresh_from_db()
    assert finding.state == state


# What the table allows, but another rule forbids of a finding in these cases.
UNHEARD = {(State.OPEN, Action.SUSTAIN), (State.OPEN, Action.REFER)}
HEARD_BEFORE = {(State.UNDER_REVIEW, Action.HEAR)}
# Both have tests of their own: the subject of these cases is known, and has an account.
KNOWN = {(State.UNDER_REVIEW, Action.ATTRIBUTE), (State.RIGHT_OF_REPLY, Action.TAKE_DOWN)}


@pytest.mark.parametrize(
    ("state", "action"),
    [(state, action) for action in CALLS for state in sorted(BY_ACTION[action].before)],
)
def test_every_action_of_the_table_leads_where_it_says(state: State, action: Action, cast: Cast):
    finding = finding_in(state, cast)

    if (state, action) in UNHEARD | HEARD_BEFORE | KNOWN:
        with pytest.raises(PermissionDenied):
            CALLS[action](finding, cast)
    else:
        assert CALLS[action](finding, cast).state in BY_ACTION[action].after


def test_first_hearing_is_given_from_the_review(cast: Cast):
    finding = actions.review(finding=found(cast.subject.member), by=cast.auditor, at=AT)

    heard = actions.give_reply(finding=finding, by=cast.auditor, at=AT)

    assert (heard.state, heard.owner, heard.reply_due) == (
        State.RIGHT_OF_REPLY,
        cast.auditor,
        AT + 30 * DAY,
    )


@pytest.mark.parametrize("state", State)
def test_database_lets_no_finding_jump(state: State, cast: Cast):
    """By SQL, without a step: not even where the table would let it go."""
    finding = finding_in(state, cast)

    for other in set(State) - {state}:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE findings_finding SET state = %s, state_at = now() WHERE id = %s",
                [other, finding.pk],
            )


@pytest.mark.parametrize("state", State)
def test_database_takes_no_step_outside_the_table(state: State, cast: Cast):
    finding = finding_in(state, cast)
    steps = {
        (row.action, before, after)
        for row in TRANSITIONS
        for before, after in product(row.before, row.after)
    }

    for action, after in product(Action, State):
        if (action, state, after) in steps:
            continue
        with pytest.raises(IntegrityError, match="leads a finding"), transaction.atomic():
            Step.objects.create(
                finding=finding, action=action, before=state, after=after, at=AT, by=cast.auditor
            )


def test_moves_are_those_of_the_table():
    assert {(State.UNDER_REVIEW, State.RIGHT_OF_REPLY), (State.OPEN, State.UNDER_REVIEW)} <= MOVES
    assert [move for move in MOVES if move[0] in FINAL] == []


@pytest.mark.parametrize("action", [row.action for row in TRANSITIONS if row.hats == {Hat.CLOCK}])
def test_what_the_clock_does_nobody_does(action: Action, cast: Cast):
    finding = found(cast.subject.member)

    for account in (cast.auditor, cast.subject, cast.oversight):
        assert not may(account, action, finding, AT)
