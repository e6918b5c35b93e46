"""The life of a version, step by step, and who may take which."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import BY_ACTION, BY_THE_CLOCK, Action
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
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)

# How each action is asked for; the officer is nobody's author.
DO = {
    Action.SEND_TO_REVIEW: lambda v, by: actions.send_to_review(version=v, by=by, at=NEXT_DAY),
    Action.APPROVE: lambda v, by: actions.approve(version=v, by=by, at=NEXT_DAY),
    Action.PUBLISH: lambda v, by: actions.publish(version=v, by=by, at=NEXT_DAY),
    Action.RETURN: lambda v, by: actions.return_to_draft(version=v, by=by),
    Action.WITHDRAW: lambda v, by: actions.withdraw(version=v, by=by, at=NEXT_DAY, reason="Old."),
    Action.DISCARD: lambda v, by: actions.discard(version=v, by=by),
}
CELLS = [(action, state) for action in DO for state in VersionState]


def test_every_action_of_a_person_is_tried_below():
    assert DO.keys() == set(Action) - BY_THE_CLOCK


@pytest.mark.parametrize(("action", "state"), CELLS)
def test_action_is_possible_in_the_states_of_the_table_and_in_no_other(action, state):
    version = VERSION_IN[state]()

    if state in BY_ACTION[action].before:
        DO[action](version, policy_officer())
    else:
        with pytest.raises(Conflict):
            DO[action](version, policy_officer())

    possible = state in BY_ACTION[action].before
    after = BY_ACTION[action].after if possible else state
    assert [v.state for v in Version.objects.filter(pk=version.pk)] == ([after] if after else [])


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
@pytest.mark.parametrize("action", DO)
def test_only_a_policy_officer_acts_on_a_version(action, role):
    version = VERSION_IN[BY_ACTION[action].before[0]]()

    with pytest.raises(PermissionDenied, match="Policy officer"):
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
    other = policy_officer()
    actions.approve(version=version, by=other, at=AT)

    with pytest.raises(Conflict) as told:
        actions.approve(version=version, by=policy_officer(), at=AT)

    assert str(told.value) == f"{version} is now: approved, by {other.display_name}."


def test_discarded_draft_is_gone_for_whoever_comes_second():
    version = draft_policy()
    actions.discard(version=version, by=version.author)

    with pytest.raises(Conflict) as told:
        actions.send_to_review(version=version, by=version.author, at=AT)

    assert str(told.value) == f"{version} was discarded meanwhile."
