"""The life of a version, step by step, and who may take which."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import BY_ACTION, BY_REVIEWERS, BY_THE_CLOCK, Action
from policy.policies.models import Policy, Version
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    VERSION_IN,
    approved_policy,
    draft_policy,
    fresh,
    policy_in_review,
    policy_officer,
    reviewers_of,
)

pytestmark = pytest.mark.django_db

S = VersionState
NEXT_DAY = AT + timedelta(days=1)

# How each action is asked for; the officer is nobody's author.
DO = {
    Action.SEND_TO_REVIEW: lambda v, by: actions.send_to_review(
        version=v, by=by, at=NEXT_DAY, reviewers=[policy_officer()]
    ),
    Action.APPROVE: lambda v, by: actions.approve(version=v, by=by, at=NEXT_DAY),
    Action.OBJECT: lambda v, by: actions.object_to(version=v, by=by, at=NEXT_DAY, reason="No."),
    Action.TAKE_BACK: lambda v, by: actions.take_back_objection(version=v, by=by, at=NEXT_DAY),
    Action.PUBLISH: lambda v, by: actions.publish(version=v, by=by, at=NEXT_DAY),
    Action.RETURN: lambda v, by: actions.return_to_draft(version=v, by=by),
    Action.DECLARE_EVENT: lambda v, by: actions.declare_event(
        version=v, by=by, at=NEXT_DAY, occurred_at=NEXT_DAY, evidence="Board, item 4."
    ),
    Action.WITHDRAW: lambda v, by: actions.withdraw(version=v, by=by, at=NEXT_DAY, reason="Old."),
    Action.DISCARD: lambda v, by: actions.discard(version=v, by=by),
}
CELLS = [(action, state) for action in DO for state in VersionState]


def who_does(action: Action, version: Version) -> Account:
    """A reviewer where the action is theirs, and an officer otherwise."""
    named = reviewers_of(version)
    if action not in BY_REVIEWERS or not named:
        return policy_officer()
    if action == Action.TAKE_BACK and version.state == VersionState.IN_REVIEW:
        actions.object_to(version=version, by=named[0], at=AT, reason="Unclear.")
    return named[0]


def after(action: Action) -> VersionState | None:
    """Where the action leads when one reviewer is asked, and has objected before."""
    return S.IN_REVIEW if action == Action.TAKE_BACK else BY_ACTION[action].after


def test_every_action_of_a_person_is_tried_below():
    assert DO.keys() == set(Action) - BY_THE_CLOCK


@pytest.mark.parametrize(("action", "state"), CELLS)
def test_action_is_possible_in_the_states_of_the_table_and_in_no_other(action, state):
    version = VERSION_IN[state]()

    by = who_does(action, version)

    if state in BY_ACTION[action].before:
        DO[action](version, by)
    else:
        with pytest.raises(Conflict):
            DO[action](version, by)

    left = after(action) if state in BY_ACTION[action].before else state
    assert [v.state for v in Version.objects.filter(pk=version.pk)] == ([left] if left else [])


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
@pytest.mark.parametrize("action", DO)
def test_only_a_policy_officer_or_a_reviewer_acts_on_a_version(action, role):
    version = VERSION_IN[BY_ACTION[action].before[0]]()
    may_review = action in BY_REVIEWERS and role == Role.SUPERVISOR
    reason = "not among the reviewers" if may_review else "Policy officer"

    with pytest.raises(PermissionDenied, match=reason):
        DO[action](version, AccountFactory(roles=[role]))

    assert fresh(version).state == version.state


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_a_policy_officer_imports(role):
    with pytest.raises(PermissionDenied, match="Policy officer"):
        draft_policy(author=AccountFactory(roles=[role]))

    assert not Policy.objects.exists()


def test_author_cannot_approve_own_version():
    version = policy_in_review()

    with pytest.raises(PermissionDenied, match="You wrote this version"):
        actions.approve(version=version, by=version.author, at=AT)

    assert fresh(version).state == VersionState.IN_REVIEW


def test_author_may_publish_what_another_approved():
    version = approved_policy()

    published = actions.publish(version=version, by=version.author, at=AT)

    assert published.published_by == version.author
    assert published.approved_by != version.author


def test_return_to_draft_voids_the_approval():
    version = approved_policy()

    actions.return_to_draft(version=version, by=version.author)

    returned = fresh(version)
    assert (returned.state, returned.approved_by, returned.approved_at, returned.submitted_at) == (
        VersionState.DRAFT,
        None,
        None,
        None,
    )


def test_conflict_says_who_was_there_before():
    version = policy_in_review()
    (other,) = reviewers_of(version)
    actions.approve(version=version, by=other, at=AT)

    with pytest.raises(Conflict) as told:
        actions.approve(version=version, by=policy_officer(), at=AT)

    assert str(told.value) == f"{version} is now: approved, by {other.display_name}."


def test_discarded_draft_is_gone_for_whoever_comes_second():
    version = draft_policy()
    actions.discard(version=version, by=version.author)

    with pytest.raises(Conflict) as told:
        actions.send_to_review(
            version=version, by=version.author, at=AT, reviewers=[policy_officer()]
        )

    assert str(told.value) == f"{version} was discarded meanwhile."
