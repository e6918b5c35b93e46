"""Two policy officers at the same moment: one wins, the other is told."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import EditLock, Version
from policy.policies.queries import versions_in_force
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    approved_policy,
    draft_policy,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)
from tests.harness.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NEXT_DAY = AT + timedelta(days=1)


def twice(action: Callable[..., Any], version: Version, **given: Any) -> list[Any]:
    """What two other officers are answered who do the same at once."""
    officers = (policy_officer(), policy_officer())
    return at_once(*(partial(action, version=version, by=by, **given) for by in officers))


def one_won(answers: list[Any]) -> Version:
    """The version as the winner left it, where the other was told."""
    (won,) = [answer for answer in answers if isinstance(answer, Version)]
    (told,) = [answer for answer in answers if isinstance(answer, Conflict)]
    assert str(told).startswith(f"{won} is now: ")
    return won


def test_two_officers_approve_at_once():
    version = policy_in_review()

    won = one_won(twice(actions.approve, version, at=NEXT_DAY))

    assert Version.objects.get().approved_by == won.approved_by


def test_two_officers_publish_at_once():
    version = approved_policy()

    won = one_won(twice(actions.publish, version, at=NEXT_DAY))

    assert Version.objects.get().published_by == won.published_by
    assert list(versions_in_force(NEXT_DAY)) == [version]


def test_one_officer_approves_while_another_returns():
    version = policy_in_review()
    by = policy_officer()

    approved, returned = at_once(
        lambda: actions.approve(version=version, by=by, at=NEXT_DAY),
        lambda: actions.return_to_draft(version=version, by=version.author),
    )

    # An approved version can be returned; a returned one cannot be approved.
    assert isinstance(returned, Version)
    assert isinstance(approved, Version | Conflict)
    assert Version.objects.get().state == VersionState.DRAFT
    assert Version.objects.get().approved_by is None


def test_two_successors_published_at_once_do_not_overlap():
    published_policy()
    second, third = (approved_policy(numbered(shipped(LAPD_NOTICE), number)) for number in (2, 3))
    by = policy_officer()

    answers = at_once(
        lambda: actions.publish(version=second, by=by, at=NEXT_DAY),
        lambda: actions.publish(version=third, by=by, at=NEXT_DAY),
    )

    (won,) = [answer for answer in answers if isinstance(answer, Version)]
    (told,) = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert told.messages[0].startswith(f"{won} is in force from ")
    assert list(versions_in_force(NEXT_DAY)) == [won]


@pytest.mark.parametrize("number", [1, 2])
def test_two_officers_import_the_same_pack_at_once(number):
    officers = (policy_officer(), policy_officer())
    for earlier in range(1, number):
        draft_policy(numbered(shipped(LAPD_NOTICE), earlier))
    pack = numbered(shipped(LAPD_NOTICE), number)

    answers = at_once(*(partial(draft_policy, pack, author=by) for by in officers))

    (won,) = [answer for answer in answers if isinstance(answer, Version)]
    (told,) = [answer for answer in answers if isinstance(answer, Conflict)]
    assert "exists already as a draft" in str(told)
    assert Version.objects.get(number=number) == won


def test_two_clocks_settle_at_once():
    published_policy(in_force_until=NEXT_DAY)

    settled = at_once(*[partial(actions.settle_versions, at=NEXT_DAY)] * 2)

    assert sorted(settled) == [0, 1]
    assert Version.objects.get().state == VersionState.EXPIRED


def test_two_officers_open_and_change_a_draft_at_once():
    version = draft_policy()

    answers = twice(actions.save_head, version, at=NEXT_DAY, head={"title": "Changed"})

    (won,) = [answer for answer in answers if isinstance(answer, Version)]
    (told,) = [answer for answer in answers if isinstance(answer, Conflict)]
    held = EditLock.objects.get()
    assert [row.account for row in won.contributors.all()] == [held.holder]
    assert f"{held.holder.display_name} has been editing" in str(told)


def test_one_officer_adds_two_clauses_at_once():
    version, officer = draft_policy(), policy_officer()
    add = partial(actions.add_clause, version=version, by=officer, at=NEXT_DAY)

    at_once(add, add)

    added = version.clauses.order_by("position").values_list("identifier", "position")
    assert list(added)[-2:] == [("4", 4), ("5", 5)]
