"""When a version is in force, and what becomes of the one before it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.models import Version
from policy.policies.packs import Pack, read_pack, shipped_packs
from policy.policies.queries import versions_in_force, warnings_open
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    approved_policy,
    fresh,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)
SECOND = numbered(shipped(LAPD_NOTICE), 2)


def pack_with(**head: object) -> Pack:
    """The notice with other entries in its [version] table."""
    text = shipped_packs()[LAPD_NOTICE].read_text()
    entries = "".join(f"{key} = {value}\n" for key, value in head.items())
    return read_pack(text.replace("effective_from = 2020-11-13\n", entries))


def test_version_takes_effect_at_once_where_its_own_date_is_past():
    version = actions.publish(version=approved_policy(), by=policy_officer(), at=NEXT_DAY)

    assert version.in_force_from == NEXT_DAY
    assert version.in_force_until is None


def test_own_dates_of_the_text_hold_where_they_lie_ahead():
    pack = pack_with(effective_from="2026-03-01", effective_until="2026-04-01T09:00:00-07:00")

    version = actions.publish(version=approved_policy(pack), by=policy_officer(), at=AT)

    assert version.in_force_from == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert version.in_force_until == datetime(2026, 4, 1, 16, tzinfo=UTC)


def test_version_whose_own_end_is_past_needs_another():
    version = approved_policy(pack_with(effective_until="2021-01-12"))

    with pytest.raises(ValidationError) as told:
        actions.publish(version=version, by=policy_officer(), at=AT)

    assert told.value.message_dict.keys() == {"in_force_until"}
    assert told.value.messages == [
        "Expected a moment after Jan. 5, 2026, 9 a.m., not Jan. 12, 2021, midnight"
    ]
    assert fresh(version).state == VersionState.APPROVED


def test_version_is_never_in_force_before_it_is_published():
    version = approved_policy()

    with pytest.raises(ValidationError) as told:
        actions.publish(
            version=version,
            by=policy_officer(),
            at=AT,
            in_force_from=AT - timedelta(minutes=1),
        )

    assert told.value.message_dict.keys() == {"in_force_from"}


def test_successor_ends_its_predecessor_at_the_moment_that_it_begins():
    first = published_policy()

    second = published_policy(SECOND, at=NEXT_DAY)

    ended = fresh(first)
    assert ended.in_force_until == second.in_force_from
    assert ended.state == VersionState.SUPERSEDED
    assert ended.ended_by == second.published_by
    assert ended.ended_at == NEXT_DAY
    assert list(versions_in_force(NEXT_DAY)) == [second]
    assert list(versions_in_force(NEXT_DAY - timedelta(microseconds=1))) == [first]


def test_predecessor_stays_in_force_until_its_successor_begins():
    first = published_policy()

    second = published_policy(SECOND, at=AT, in_force_from=NEXT_DAY)

    assert fresh(first).state == VersionState.PUBLISHED
    assert list(versions_in_force(AT)) == [first]
    assert list(versions_in_force(NEXT_DAY)) == [second]


def test_version_cannot_run_into_one_that_begins_later():
    published_policy(at=AT, in_force_from=NEXT_DAY)
    second = approved_policy(SECOND)

    with pytest.raises(ValidationError) as told:
        actions.publish(version=second, by=policy_officer(), at=AT)

    assert told.value.message_dict.keys() == {"in_force_until"}
    assert "is in force from Jan. 6, 2026, 9 a.m. on" in told.value.messages[0]
    assert fresh(second).state == VersionState.APPROVED


def test_version_may_end_before_one_that_begins_later():
    later = published_policy(at=AT, in_force_from=NEXT_DAY)

    sooner = published_policy(SECOND, at=AT, in_force_until=NEXT_DAY)

    assert list(versions_in_force(AT)) == [sooner]
    assert list(versions_in_force(NEXT_DAY)) == [later]


def test_versions_of_different_policies_are_in_force_side_by_side():
    notice = published_policy()
    policy = published_policy("lapd-policy-2021")

    assert list(versions_in_force(AT)) == [notice, policy]


class TestReplacing:
    def replace(self, *replaced: Version, **dates: datetime) -> Version:
        version = approved_policy("lapd-policy-2021", at=AT)
        return actions.publish(
            version=version, by=policy_officer(), at=NEXT_DAY, replaces=replaced, **dates
        )

    def test_interim_order_ends_when_the_policy_in_its_place_begins(self):
        order = published_policy()

        policy = self.replace(order)

        ended = fresh(order)
        assert (ended.state, ended.in_force_until, ended.replaced_by, ended.ended_by) == (
            VersionState.SUPERSEDED,
            NEXT_DAY,
            policy,
            policy.published_by,
        )
        assert ended.end_reason == f"{policy} took its place."
        assert list(versions_in_force(NEXT_DAY)) == [policy]
        assert list(versions_in_force(NEXT_DAY - timedelta(microseconds=1))) == [order]

    def test_it_stays_in_force_until_then(self):
        order, later = published_policy(), NEXT_DAY + timedelta(days=7)

        policy = self.replace(order, in_force_from=later)

        assert fresh(order).state == VersionState.PUBLISHED
        assert list(versions_in_force(NEXT_DAY)) == [order]
        assert list(versions_in_force(later)) == [policy]
        actions.settle_versions(at=later)
        assert fresh(order).state == VersionState.SUPERSEDED

    def test_it_lapses_where_what_was_to_replace_it_is_withdrawn_before(self):
        order, later = published_policy(), NEXT_DAY + timedelta(days=7)
        policy = self.replace(order, in_force_from=later)
        actions.withdraw(version=policy, by=policy.author, at=NEXT_DAY, reason="Wrong draft.")

        actions.settle_versions(at=later)

        assert fresh(order).state == VersionState.EXPIRED
        assert [warning.version for warning in warnings_open()] == [order]

    def test_several_can_be_replaced(self):
        others = [published_policy(), published_policy("lacris-member-policy")]

        policy = self.replace(*others)

        assert list(versions_in_force(NEXT_DAY)) == [policy]

    def test_version_of_the_same_policy_is_not_chosen(self):
        before = published_policy("lapd-policy-2021", at=AT)
        second = approved_policy(numbered(shipped("lapd-policy-2021"), 2), at=AT)

        with pytest.raises(ValidationError) as told:
            actions.publish(version=second, by=policy_officer(), at=NEXT_DAY, replaces=[before])

        assert told.value.message_dict.keys() == {"replaces"}

    @pytest.mark.parametrize("state", ["draft", "withdrawn", "expired"])
    def test_what_is_not_in_force_is_not_replaced(self, state):
        order = VERSION_IN[state]()

        with pytest.raises(ValidationError, match="is not in force"):
            self.replace(order)

    def test_what_begins_later_is_to_be_withdrawn_instead(self):
        order = published_policy(in_force_from=NEXT_DAY + timedelta(days=7))

        with pytest.raises(ValidationError, match="Withdraw it instead"):
            self.replace(order)

        assert fresh(order).in_force_until is None

    def test_end_is_not_put_off_by_what_replaces_it_later(self):
        order = published_policy(in_force_until=NEXT_DAY + timedelta(days=1))

        with pytest.raises(ValidationError, match="has ended by then"):
            self.replace(order, in_force_from=NEXT_DAY + timedelta(days=7))

    def test_database_refuses_another_successor(self):
        order = published_policy()
        self.replace(order, in_force_from=NEXT_DAY + timedelta(days=7))
        other = published_policy("lacris-member-policy")

        with pytest.raises(IntegrityError, match="said once"):
            Version.objects.filter(pk=order.pk).update(replaced_by=other)

    def test_database_refuses_a_successor_without_an_end(self):
        order, other = published_policy(), published_policy("lacris-member-policy")

        with pytest.raises(IntegrityError, match="said once, with its end"):
            Version.objects.filter(pk=order.pk).update(replaced_by=other)


def test_version_takes_effect_and_ends_without_any_job():
    version = published_policy(in_force_from=NEXT_DAY, in_force_until=NEXT_DAY + timedelta(days=1))
    facts = {"system.ownership": "commercial"}
    moments = [AT, NEXT_DAY, NEXT_DAY + timedelta(days=1)]

    made = [actions.record_decision(gate="submit", facts=facts, at=at) for at in moments]

    assert [list(decision.versions.all()) for decision in made] == [[], [version], []]
