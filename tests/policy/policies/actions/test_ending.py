"""How a version comes to its end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.queries import versions_in_force
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    fresh,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)
SECOND = numbered(shipped(LAPD_NOTICE), 2)


def test_version_expires_at_its_own_end():
    version = published_policy(in_force_until=NEXT_DAY)

    settled = actions.settle_versions(at=NEXT_DAY)

    ended = fresh(version)
    assert settled == 1
    assert (ended.state, ended.ended_at, ended.ended_by) == (
        VersionState.EXPIRED,
        NEXT_DAY,
        None,
    )


def test_nothing_ends_before_its_time():
    version = published_policy(in_force_until=NEXT_DAY)

    settled = actions.settle_versions(at=NEXT_DAY - timedelta(microseconds=1))

    assert settled == 0
    assert fresh(version).state == VersionState.PUBLISHED


def test_settling_twice_changes_nothing():
    version = published_policy(in_force_until=NEXT_DAY)
    actions.settle_versions(at=NEXT_DAY)
    settled_once = fresh(version)

    again = actions.settle_versions(at=NEXT_DAY + timedelta(days=1))

    assert again == 0
    assert vars(fresh(version)) | {"_state": None} == vars(settled_once) | {"_state": None}


def test_predecessor_of_a_scheduled_version_is_superseded_when_its_moment_comes():
    first = published_policy()
    published_policy(SECOND, at=AT, in_force_from=NEXT_DAY)

    actions.settle_versions(at=NEXT_DAY)

    assert fresh(first).state == VersionState.SUPERSEDED


def test_predecessor_of_a_version_withdrawn_before_it_began_expires():
    first = published_policy()
    second = published_policy(SECOND, at=AT, in_force_from=NEXT_DAY)
    actions.withdraw(version=second, by=second.author, at=AT, reason="Wrong draft.")

    actions.settle_versions(at=NEXT_DAY)

    assert fresh(first).state == VersionState.EXPIRED
    assert not versions_in_force(NEXT_DAY)


def test_withdrawn_version_is_out_of_force_from_that_moment():
    version = published_policy()
    officer = policy_officer()

    actions.withdraw(version=version, by=officer, at=NEXT_DAY, reason=" Replaced. ")

    ended = fresh(version)
    assert (ended.in_force_until, ended.ended_at, ended.ended_by, ended.end_reason) == (
        NEXT_DAY,
        NEXT_DAY,
        officer,
        "Replaced.",
    )
    assert list(versions_in_force(NEXT_DAY - timedelta(microseconds=1))) == [version]
    assert not versions_in_force(NEXT_DAY)


def test_withdrawing_needs_a_reason():
    version = published_policy()

    with pytest.raises(ValidationError) as told:
        actions.withdraw(version=version, by=version.author, at=NEXT_DAY, reason=" ")

    assert told.value.message_dict == {"reason": ["Give the reason."]}


def test_version_withdrawn_before_it_began_was_never_in_force():
    version = published_policy(in_force_from=NEXT_DAY)

    actions.withdraw(version=version, by=version.author, at=AT, reason="Wrong draft.")

    assert not versions_in_force(AT)
    assert not versions_in_force(NEXT_DAY)


def test_version_whose_time_is_over_is_not_withdrawn():
    version = published_policy(in_force_until=NEXT_DAY)

    with pytest.raises(Conflict, match="no longer in force"):
        actions.withdraw(version=version, by=version.author, at=NEXT_DAY, reason="Late.")
