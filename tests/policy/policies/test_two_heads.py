"""Two heads on one text: the text that was read, by someone who did not write it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.models import Version
from policy.policies.packs import Pack, QuestionText
from tests.factories.policies import (
    AT,
    approved_policy,
    draft_policy,
    policy_officer,
    published_policy,
    shipped,
)

NOTICE = "lapd-notice-2020"


def test_approval_of_a_text_that_was_swapped_meanwhile_is_stopped(client: Client, db: None):
    author, approver = policy_officer(), policy_officer()
    read = draft_policy(NOTICE, author=author)
    clause = replace(shipped(NOTICE).clauses[0], enforcement="recorded")
    other = replace(shipped(NOTICE), clauses=(clause,), rules=(), assurances=(), cases=())
    swapped = actions.import_pack(pack=other, by=author, at=AT, replace_draft=True)
    actions.send_to_review(version=swapped, by=author, at=AT, reviewers=[approver])
    client.force_login(approver)

    page = reverse("policies:approve", args=[NOTICE, 1])
    answer = client.post(page, {"read": read.digest})

    assert "The text was changed since you opened this page" in answer.content.decode()
    assert Version.objects.get().state == VersionState.IN_REVIEW


def test_nobody_becomes_the_author_of_anothers_draft(db: None):
    author = policy_officer()
    draft_policy(NOTICE, author=author)

    second = policy_officer()
    actions.import_pack(pack=shipped(NOTICE), by=second, at=AT, replace_draft=True)

    version = Version.objects.get()
    assert version.author == author
    assert [row.account for row in version.contributors.all()] == [second]


def test_whoever_changed_a_draft_never_approves_it(db: None):
    version, second = draft_policy(NOTICE), policy_officer()
    actions.import_pack(pack=shipped(NOTICE), by=second, at=AT, replace_draft=True)
    actions.send_to_review(version=version, by=version.author, at=AT, reviewers=[policy_officer()])

    with pytest.raises(PermissionDenied, match="You changed this version"):
        actions.approve(version=version, by=second, at=AT)
    approved = {"state": VersionState.APPROVED, "approved_by": second, "approved_at": AT}
    refusal = "whoever changed a version never approves it"
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**approved)

    assert Version.objects.get().state == VersionState.IN_REVIEW


def asking(slug: str, label: str) -> Pack:
    pack = shipped(NOTICE)
    question = QuestionText("chief_agreed", label, "yes_no", {}, ("submit",))
    return replace(pack, policy=replace(pack.policy, slug=slug), questions=(question,))


def test_two_policies_in_force_cannot_ask_different_things_by_one_name(db: None):
    published_policy(asking("first", "Has the chief agreed?"))
    second = approved_policy(asking("second", "Did anyone agree?"), at=AT + timedelta(days=1))

    with pytest.raises(ValidationError, match="asked in other words by"):
        actions.publish(version=second, by=second.approved_by, at=AT + timedelta(days=1))

    assert Version.objects.get(pk=second.pk).state == VersionState.APPROVED


def test_two_policies_in_force_may_ask_the_same(db: None):
    published_policy(asking("first", "Has the chief agreed?"))

    second = published_policy(asking("second", "Has the chief agreed?"))

    assert second.state == VersionState.PUBLISHED
