"""How a version comes to its end."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from policy.personnel.choices import Role
from policy.personnel.models import Notice
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import Decision, EventDeclaration, Version
from policy.policies.queries import timeline, versions_in_force, warnings_open
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    fresh,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.requests import SUBMITTED

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


class TestEvent:
    def declare(self, version: Version, occurred_at: datetime, at: datetime = NEXT_DAY) -> Version:
        return actions.declare_event(
            version=version,
            by=policy_officer(),
            at=at,
            occurred_at=occurred_at,
            evidence=" Board, item 4. ",
            link="https://board.example/4",
        )

    @pytest.mark.parametrize("earlier", [timedelta(0), timedelta(hours=5), timedelta(days=400)])
    def test_event_that_has_come_ends_the_version_when_it_is_declared(self, earlier):
        version = published_policy()

        ended = self.declare(version, NEXT_DAY - earlier)

        declaration = EventDeclaration.objects.get()
        assert (ended.state, ended.in_force_until, ended.ended_at, ended.ended_by) == (
            VersionState.EXPIRED,
            NEXT_DAY,
            NEXT_DAY,
            declaration.declared_by,
        )
        assert ended.end_reason == f"The event has come: {version.until_event}. Board, item 4."
        assert declaration.occurred_at == NEXT_DAY - earlier
        assert list(versions_in_force(NEXT_DAY - timedelta(microseconds=1))) == [version]
        assert not versions_in_force(NEXT_DAY)

    def test_event_that_will_come_ends_the_version_by_itself(self):
        version, day_after = published_policy(), NEXT_DAY + timedelta(days=1)

        declared = self.declare(version, day_after)

        assert (declared.state, declared.in_force_until) == (VersionState.PUBLISHED, day_after)
        assert list(versions_in_force(day_after - timedelta(microseconds=1))) == [version]
        assert not versions_in_force(day_after)
        actions.settle_versions(at=day_after)
        ended = fresh(version)
        assert (ended.state, ended.ended_by) == (
            VersionState.EXPIRED,
            EventDeclaration.objects.get().declared_by,
        )

    def test_event_before_the_version_begins_means_that_it_never_does(self):
        version = published_policy(in_force_from=NEXT_DAY + timedelta(days=1))

        self.declare(version, NEXT_DAY)

        assert not versions_in_force(NEXT_DAY + timedelta(days=1))

    def test_lapse_by_the_event_is_told_with_what_follows(self):
        self.declare(published_policy(), NEXT_DAY)

        assert [(warning.days, warning.figures["left"]) for warning in warnings_open()] == [(0, [])]

    def test_what_was_decided_between_the_event_and_its_declaration_is_counted(self):
        version = published_policy()
        moments = [AT, AT + timedelta(hours=5), AT + timedelta(hours=6), NEXT_DAY]
        for at in moments:
            actions.record_decision(gate="submit", facts=SUBMITTED, at=at)

        ended = self.declare(version, AT + timedelta(hours=5))

        assert [event.text for event in timeline(ended) if "declared" in str(event.title)] == [
            "Board, item 4. Since the event came, 2 decisions were made under this version."
        ]
        assert Decision.objects.count() == len(moments)

    def test_event_needs_evidence(self):
        version = published_policy()

        with pytest.raises(ValidationError) as told:
            actions.declare_event(
                version=version, by=version.author, at=AT, occurred_at=AT, evidence=" "
            )

        assert told.value.message_dict == {"evidence": ["Say how you know."]}

    def test_version_that_names_no_event_does_not_end_by_one(self):
        version = published_policy("lapd-policy-2021")

        with pytest.raises(Conflict, match="names no event"):
            self.declare(version, NEXT_DAY)

    def test_event_never_extends(self):
        version = published_policy(in_force_until=NEXT_DAY + timedelta(days=1))

        with pytest.raises(Conflict, match="ends before that in any case"):
            self.declare(version, NEXT_DAY + timedelta(days=2))

        assert not EventDeclaration.objects.exists()

    def test_event_is_declared_once(self):
        version = published_policy()
        self.declare(version, NEXT_DAY + timedelta(days=2))

        with pytest.raises(Conflict, match="declared already"):
            self.declare(version, NEXT_DAY + timedelta(days=1))

    def test_database_refuses_to_change_a_declaration(self):
        self.declare(published_policy(), NEXT_DAY)

        with pytest.raises(DatabaseError, match="Cannot update"):
            EventDeclaration.objects.update(evidence="Other.")


def test_withdrawal_is_told_to_the_office():
    version, officer = published_policy(), policy_officer()

    actions.withdraw(version=version, by=officer, at=NEXT_DAY, reason="Wrong text.")

    assert [(notice.role, notice.text) for notice in Notice.objects.exclude(role="")] == [
        (Role.POLICY_OFFICER, f"{officer.display_name} has withdrawn {version}: Wrong text.")
    ]
