"""The life of a version, step by step, and who may take which."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import BY_ACTION, BY_THE_CLOCK, Action
from policy.policies.models import Clause, Policy, Version
from policy.policies.packs import Pack, read_pack, shipped_packs
from policy.policies.queries import versions_in_force
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    approved_policy,
    draft_policy,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)
SECOND = numbered(shipped(LAPD_NOTICE), 2)

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


def fresh(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)


def pack_with(**head: object) -> Pack:
    """The notice with other entries in its [version] table."""
    text = shipped_packs()[LAPD_NOTICE].read_text()
    entries = "".join(f"{key} = {value}\n" for key, value in head.items())
    return read_pack(text.replace("effective_from = 2020-11-13\n", entries))


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


class TestImport:
    def test_number_that_left_the_draft_is_refused(self):
        version = policy_in_review()

        with pytest.raises(Conflict, match=r"exists already \(in review\)"):
            draft_policy(author=version.author)

        assert list(Version.objects.all()) == [version]

    def test_draft_is_not_replaced_silently(self):
        version = draft_policy()

        with pytest.raises(Conflict, match="exists already as a draft"):
            draft_policy(author=version.author)

        assert list(Version.objects.all()) == [version]

    def test_draft_is_replaced_when_it_is_said(self):
        old = draft_policy()

        new = actions.import_pack(
            pack=shipped(LAPD_NOTICE),
            by=policy_officer(),
            at=NEXT_DAY,
            replace_draft=True,
        )

        assert list(Version.objects.all()) == [new]
        assert new.pk != old.pk

    def test_replace_draft_does_not_replace_what_left_the_draft(self):
        version = published_policy()

        with pytest.raises(Conflict, match="exists already"):
            actions.import_pack(
                pack=shipped(LAPD_NOTICE), by=version.author, at=AT, replace_draft=True
            )

        assert fresh(version).state == VersionState.PUBLISHED

    def test_failed_import_leaves_nothing(self):
        pack = shipped(LAPD_NOTICE)
        twice = Pack(pack.policy, pack.version, pack.clauses * 2, pack.rules)

        with pytest.raises(Exception, match="clause_once"):
            actions.import_pack(pack=twice, by=policy_officer(), at=AT)

        assert not Policy.objects.exists()
        assert not Clause.objects.exists()


class TestDates:
    def test_version_takes_effect_at_once_where_its_own_date_is_past(self):
        version = actions.publish(version=approved_policy(), by=policy_officer(), at=NEXT_DAY)

        assert version.in_force_from == NEXT_DAY
        assert version.in_force_until is None

    def test_own_dates_of_the_text_hold_where_they_lie_ahead(self):
        pack = pack_with(effective_from="2026-03-01", effective_until="2026-04-01T09:00:00-07:00")

        version = actions.publish(version=approved_policy(pack), by=policy_officer(), at=AT)

        assert version.in_force_from == datetime(2026, 3, 1, 8, tzinfo=UTC)
        assert version.in_force_until == datetime(2026, 4, 1, 16, tzinfo=UTC)

    def test_version_whose_own_end_is_past_needs_another(self):
        version = approved_policy(pack_with(effective_until="2021-01-12"))

        with pytest.raises(ValidationError) as told:
            actions.publish(version=version, by=policy_officer(), at=AT)

        assert told.value.message_dict.keys() == {"in_force_until"}
        assert told.value.messages == [
            "Expected a moment after Jan. 5, 2026, 9 a.m., not Jan. 12, 2021, midnight."
        ]
        assert fresh(version).state == VersionState.APPROVED

    def test_version_is_never_in_force_before_it_is_published(self):
        version = approved_policy()

        with pytest.raises(ValidationError) as told:
            actions.publish(
                version=version,
                by=policy_officer(),
                at=AT,
                in_force_from=AT - timedelta(minutes=1),
            )

        assert told.value.message_dict.keys() == {"in_force_from"}

    def test_successor_ends_its_predecessor_at_the_moment_that_it_begins(self):
        first = published_policy()

        second = published_policy(SECOND, at=NEXT_DAY)

        ended = fresh(first)
        assert ended.in_force_until == second.in_force_from
        assert ended.state == VersionState.SUPERSEDED
        assert ended.ended_by == second.published_by
        assert ended.ended_at == NEXT_DAY
        assert list(versions_in_force(NEXT_DAY)) == [second]
        assert list(versions_in_force(NEXT_DAY - timedelta(microseconds=1))) == [first]

    def test_predecessor_stays_in_force_until_its_successor_begins(self):
        first = published_policy()

        second = published_policy(SECOND, at=AT, in_force_from=NEXT_DAY)

        assert fresh(first).state == VersionState.PUBLISHED
        assert list(versions_in_force(AT)) == [first]
        assert list(versions_in_force(NEXT_DAY)) == [second]

    def test_version_cannot_run_into_one_that_begins_later(self):
        published_policy(at=AT, in_force_from=NEXT_DAY)
        second = approved_policy(SECOND)

        with pytest.raises(Conflict, match=r"is in force from Jan\. 6, 2026, 9 a\.m\. on"):
            actions.publish(version=second, by=policy_officer(), at=AT)

        assert fresh(second).state == VersionState.APPROVED

    def test_version_may_end_before_one_that_begins_later(self):
        later = published_policy(at=AT, in_force_from=NEXT_DAY)

        sooner = published_policy(SECOND, at=AT, in_force_until=NEXT_DAY)

        assert list(versions_in_force(AT)) == [sooner]
        assert list(versions_in_force(NEXT_DAY)) == [later]

    def test_versions_of_different_policies_are_in_force_side_by_side(self):
        notice = published_policy()
        policy = published_policy("lapd-policy-2021")

        assert list(versions_in_force(AT)) == [notice, policy]


class TestEnd:
    def test_version_expires_at_its_own_end(self):
        version = published_policy(in_force_until=NEXT_DAY)

        settled = actions.settle_versions(at=NEXT_DAY)

        ended = fresh(version)
        assert settled == 1
        assert (ended.state, ended.ended_at, ended.ended_by) == (
            VersionState.EXPIRED,
            NEXT_DAY,
            None,
        )

    def test_nothing_ends_before_its_time(self):
        version = published_policy(in_force_until=NEXT_DAY)

        settled = actions.settle_versions(at=NEXT_DAY - timedelta(microseconds=1))

        assert settled == 0
        assert fresh(version).state == VersionState.PUBLISHED

    def test_settling_twice_changes_nothing(self):
        version = published_policy(in_force_until=NEXT_DAY)
        actions.settle_versions(at=NEXT_DAY)
        settled_once = fresh(version)

        again = actions.settle_versions(at=NEXT_DAY + timedelta(days=1))

        assert again == 0
        assert vars(fresh(version)) | {"_state": None} == vars(settled_once) | {"_state": None}

    def test_predecessor_of_a_scheduled_version_is_superseded_when_its_moment_comes(self):
        first = published_policy()
        published_policy(SECOND, at=AT, in_force_from=NEXT_DAY)

        actions.settle_versions(at=NEXT_DAY)

        assert fresh(first).state == VersionState.SUPERSEDED

    def test_predecessor_of_a_version_withdrawn_before_it_began_expires(self):
        first = published_policy()
        second = published_policy(SECOND, at=AT, in_force_from=NEXT_DAY)
        actions.withdraw(version=second, by=second.author, at=AT, reason="Wrong draft.")

        actions.settle_versions(at=NEXT_DAY)

        assert fresh(first).state == VersionState.EXPIRED
        assert not versions_in_force(NEXT_DAY)

    def test_withdrawn_version_is_out_of_force_from_that_moment(self):
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

    def test_withdrawing_needs_a_reason(self):
        version = published_policy()

        with pytest.raises(ValidationError) as told:
            actions.withdraw(version=version, by=version.author, at=NEXT_DAY, reason=" ")

        assert told.value.message_dict == {"reason": ["Give the reason."]}

    def test_version_withdrawn_before_it_began_was_never_in_force(self):
        version = published_policy(in_force_from=NEXT_DAY)

        actions.withdraw(version=version, by=version.author, at=AT, reason="Wrong draft.")

        assert not versions_in_force(AT)
        assert not versions_in_force(NEXT_DAY)

    def test_version_whose_time_is_over_is_not_withdrawn(self):
        version = published_policy(in_force_until=NEXT_DAY)

        with pytest.raises(Conflict, match="no longer in force"):
            actions.withdraw(version=version, by=version.author, at=NEXT_DAY, reason="Late.")
