"""Two policy officers at the same moment: one wins, the other is told."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import LapseWarning, Version
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
    reviewers_of,
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


def test_two_reviewers_approve_at_once_where_one_is_enough():
    reviewers = (policy_officer(), policy_officer())
    version = policy_in_review(reviewers=reviewers)

    won = one_won(all_approve(version, reviewers))

    assert Version.objects.get().approved_by == won.approved_by


def test_two_reviewers_complete_a_quorum_at_once():
    reviewers = (policy_officer(), policy_officer())
    version = policy_in_review(reviewers=reviewers, quorum=2)

    answers = all_approve(version, reviewers)

    assert sorted(answer.state for answer in answers) == ["approved", "in_review"]
    assert Version.objects.get().state == VersionState.APPROVED
    assert Version.objects.get().approved_by in reviewers


def test_one_reviewer_approves_while_another_objects():
    reviewers = (policy_officer(), policy_officer())
    version = policy_in_review(reviewers=reviewers)

    approved, objected = at_once(
        lambda: actions.approve(version=version, by=reviewers[0], at=NEXT_DAY),
        lambda: actions.object_to(version=version, by=reviewers[1], at=NEXT_DAY, reason="No."),
    )

    # Whoever is first decides: an objection stops the approval, an approval ends the review.
    state = Version.objects.get().state
    assert isinstance(approved, Version)
    assert (state, type(objected)) in (
        (VersionState.APPROVED, Conflict),
        (VersionState.IN_REVIEW, Version),
    )


def all_approve(version: Version, reviewers: Sequence[Account]) -> list[Any]:
    """What the reviewers are answered who approve at once."""
    given = {"version": version, "at": NEXT_DAY}
    return at_once(*(partial(actions.approve, by=by, **given) for by in reviewers))


def test_two_officers_publish_at_once():
    version = approved_policy()

    won = one_won(twice(actions.publish, version, at=NEXT_DAY))

    assert Version.objects.get().published_by == won.published_by
    assert list(versions_in_force(NEXT_DAY)) == [version]


def test_one_officer_approves_while_another_returns():
    version = policy_in_review()
    (by,) = reviewers_of(version)

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


def test_two_clocks_warn_of_a_lapse_once():
    published_policy(in_force_until=NEXT_DAY)

    made = at_once(*[partial(actions.warn_of_lapses, at=AT)] * 2)

    assert sorted(made) == [0, 1]
    assert [warning.days for warning in LapseWarning.objects.all()] == [1]


def test_two_officers_acknowledge_a_warning_at_once():
    published_policy(in_force_until=NEXT_DAY)
    actions.warn_of_lapses(at=AT)
    warning = LapseWarning.objects.get()
    officers = (policy_officer(), policy_officer())

    answers = at_once(
        *(partial(actions.acknowledge_warning, warning=warning, by=by, at=AT) for by in officers)
    )

    (won,) = [answer for answer in answers if isinstance(answer, LapseWarning)]
    (told,) = [answer for answer in answers if isinstance(answer, Conflict)]
    assert str(told).startswith(won.acknowledged_by.display_name)


def test_two_officers_declare_the_event_at_once():
    version = published_policy()

    answers = twice(
        actions.declare_event, version, at=NEXT_DAY, occurred_at=NEXT_DAY, evidence="Item 4."
    )

    one_won(answers)
    assert Version.objects.get().in_force_until == NEXT_DAY


def test_two_policies_take_the_place_of_one_at_once():
    order = published_policy()
    packs = ("lapd-policy-2021", "lacris-member-policy")
    successors = [approved_policy(pack) for pack in packs]
    by = policy_officer()

    answers = at_once(
        *(
            partial(actions.publish, version=v, by=by, at=NEXT_DAY, replaces=[order])
            for v in successors
        )
    )

    (won,) = [answer for answer in answers if isinstance(answer, Version)]
    (told,) = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert told.message_dict.keys() == {"replaces"}
    assert Version.objects.get(pk=order.pk).replaced_by == won
