"""What is in force when, and ready to decide."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policy.policies import actions
from policy.policies.lifecycle import UNPUBLISHED
from policy.policies.queries import (
    compiled,
    compiled_in_force,
    questions_in_force,
    versions_in_force,
    versions_in_force_on,
)
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    draft_policy,
    numbered,
    published_policy,
    shipped,
)
from tests.policy.policies.samples import PACK

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)
POLICIES = ("lacris-member-policy", LAPD_NOTICE, "lapd-policy-2021")
DAY = date(2026, 1, 5)


def slugs(policies):
    return [policy.slug for policy in policies]


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_nothing_is_in_force_before_it_is_published(state):
    VERSION_IN[state]()

    assert not versions_in_force(AT + timedelta(days=9))


def test_first_moment_is_in_force_and_the_last_is_not():
    version = published_policy(in_force_until=NEXT_DAY)

    assert list(versions_in_force(AT)) == [version]
    assert not versions_in_force(AT - timedelta(microseconds=1))
    assert not versions_in_force(NEXT_DAY)


def test_day_shows_what_was_in_force_at_any_moment_of_it():
    first = published_policy()
    second = published_policy(numbered(shipped(LAPD_NOTICE), 2), at=AT + timedelta(hours=1))

    assert not versions_in_force_on(DAY - timedelta(days=1))
    assert list(versions_in_force_on(DAY)) == [first, second]
    assert list(versions_in_force_on(DAY + timedelta(days=1))) == [second]


def test_version_withdrawn_before_it_began_is_in_force_on_no_day():
    version = published_policy(in_force_from=NEXT_DAY)
    actions.withdraw(version=version, by=version.author, at=AT, reason="Wrong draft.")

    assert not versions_in_force_on(DAY + timedelta(days=1))


def test_policies_in_force_are_compiled_in_the_order_of_their_names():
    for slug in reversed(POLICIES):
        published_policy(slug)

    assert slugs(compiled_in_force(at=AT)) == list(POLICIES)
    assert slugs(compiled_in_force(at=AT, slug=LAPD_NOTICE)) == [LAPD_NOTICE]


def test_published_version_is_compiled_once(django_assert_num_queries):
    version = published_policy()
    first = compiled(version)

    # Whether the lists are still the same.
    with django_assert_num_queries(1):
        second = compiled(version)

    assert second is first


def test_draft_that_replaced_another_is_compiled_anew():
    draft = draft_policy()
    compiled(draft)
    notice = shipped(LAPD_NOTICE)
    renamed = replace(notice, policy=replace(notice.policy, title="Another title"))

    replacement = actions.import_pack(pack=renamed, by=draft.author, at=AT, replace_draft=True)

    assert compiled(replacement).title == "Another title"


def test_questions_are_those_of_the_policies_in_force():
    published_policy(PACK, at=NEXT_DAY)

    assert questions_in_force(AT) == []
    assert [question.name for question in questions_in_force(NEXT_DAY)] == [
        "danger",
        "remarks",
    ]
