"""What stands in the way of a publication, on the page and in the action."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from policy.policies import actions, gatekeeping
from policy.policies.choices import VersionState
from policy.policies.gatekeeping import CHECKS, Publication, obstacles
from policy.policies.packs import Pack, QuestionText
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    approved_policy,
    draft_policy,
    fresh,
    policy_in_review,
    policy_officer,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)


def asking(slug: str, label: str) -> Pack:
    pack = shipped(LAPD_NOTICE)
    question = QuestionText("chief_agreed", label, "yes_no", {}, ("submit",))
    return replace(pack, policy=replace(pack.policy, slug=slug), questions=(question,))


def ending(day: str) -> Pack:
    pack = shipped(LAPD_NOTICE)
    return replace(pack, version=replace(pack.version, effective_until=day))


def test_draft_has_to_be_reviewed():
    assert obstacles(draft_policy(), AT) == ["It has not been reviewed."]


def test_review_lacks_approvals():
    reviewers = [policy_officer() for _ in range(3)]
    version = policy_in_review(reviewers=reviewers, quorum=2)

    before = obstacles(version, AT)
    actions.approve(version=version, by=reviewers[0], at=AT)

    assert before == ["2 approvals are missing."]
    assert obstacles(fresh(version), AT) == ["1 approval is missing."]


def test_objection_is_named_with_its_reason():
    reviewers = [policy_officer(), policy_officer()]
    version = policy_in_review(reviewers=reviewers)
    actions.object_to(version=version, by=reviewers[0], at=AT, reason="Too wide.")
    actions.approve(version=version, by=reviewers[1], at=AT)

    assert obstacles(fresh(version), AT) == [f"{reviewers[0].display_name} objects: Too wide."]


def test_end_of_the_text_that_is_past_stands_in_the_way():
    version = approved_policy(ending("2021-01-12"))

    assert obstacles(version, AT) == [
        (
            "Its end, Jan. 12, 2021, midnight, is not after its beginning, Jan. 5, 2026, 9 a.m.: "
            "give another."
        )
    ]


def test_name_that_another_policy_asks_in_other_words_stands_in_the_way():
    first = published_policy(asking("first", "Has the chief agreed?"))
    second = approved_policy(asking("second", "Did anyone agree?"))

    assert obstacles(second, AT) == [
        (
            f"“answer.chief_agreed” is asked in other words by {first}, which is in force as "
            "well. Give it another name, or the same words."
        )
    ]


def test_name_does_not_clash_with_what_is_replaced():
    first = published_policy(asking("first", "Has the chief agreed?"))
    second = approved_policy(asking("second", "Did anyone agree?"))

    published = actions.publish(
        version=second, by=second.approved_by, at=NEXT_DAY, replaces=[first]
    )

    assert published.state == VersionState.PUBLISHED


def test_nothing_stands_in_the_way_of_an_approved_version():
    assert obstacles(approved_policy(), AT) == []


def test_every_check_is_shown_and_refuses(monkeypatch):
    def unsigned(publication: Publication) -> Iterator[str]:
        yield f"Nobody has signed the replay of version {publication.version.number}."

    monkeypatch.setattr(gatekeeping, "CHECKS", [*CHECKS, unsigned, unsigned])
    version = approved_policy()

    with pytest.raises(ValidationError) as told:
        actions.publish(version=version, by=version.approved_by, at=AT)

    said = "Nobody has signed the replay of version 1."
    assert obstacles(version, AT) == [said, said]
    assert told.value.messages == [said, said]
    assert fresh(version).state == VersionState.APPROVED
