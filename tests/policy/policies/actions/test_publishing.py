"""When a version is in force, and what becomes of the one before it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.packs import Pack, read_pack, shipped_packs
from policy.policies.queries import versions_in_force
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
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
