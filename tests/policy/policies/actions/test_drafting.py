"""How a draft begins, and that nothing goes to review with an error."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.models import Policy, Version
from policy.policies.queries import pack_of
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    draft_policy,
    fresh,
    numbered,
    policy_officer,
    published_policy,
    shipped,
)
from tests.policy.policies.drafts import empty_draft

pytestmark = pytest.mark.django_db


def test_new_policy_is_an_empty_draft_of_whoever_begins_it():
    author = policy_officer()

    version = empty_draft(author)

    assert (version.number, version.state, version.author) == (1, VersionState.DRAFT, author)
    assert pack_of(version).clauses == ()


def test_short_name_of_another_policy_is_refused():
    draft_policy()

    with pytest.raises(ValidationError, match="short name of another policy already"):
        empty_draft(slug=LAPD_NOTICE)

    assert Version.objects.count() == 1


def test_short_name_of_a_discarded_draft_is_free_again():
    version = empty_draft()
    actions.discard(version=version, by=version.author)

    assert empty_draft().policy == Policy.objects.get()


@pytest.mark.parametrize("state", VersionState)
def test_next_version_begins_as_a_copy_with_the_next_free_number(state):
    version = VERSION_IN[state]()
    last = max(version.policy.versions.values_list("number", flat=True))

    begun = actions.begin_next(version=version, by=policy_officer(), at=AT)

    assert begun.state == VersionState.DRAFT
    assert pack_of(begun) == numbered(shipped(LAPD_NOTICE), last + 1)
    assert fresh(version).state == state


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_a_policy_officer_begins_a_draft(role):
    account, version = AccountFactory(roles=[role]), published_policy()

    with pytest.raises(PermissionDenied, match="Policy officer"):
        empty_draft(account)
    with pytest.raises(PermissionDenied, match="Policy officer"):
        actions.begin_next(version=version, by=account, at=AT)

    assert Version.objects.count() == 1


def test_draft_with_errors_is_refused_review_with_all_of_them():
    version = empty_draft()

    with pytest.raises(ValidationError) as told:
        actions.send_to_review(
            version=version, by=version.author, at=AT, reviewers=[policy_officer()]
        )

    assert told.value.messages == [
        "policy: issuer is missing",
        "clause: a policy has at least one clause",
    ]
    assert fresh(version).state == VersionState.DRAFT


def test_mended_draft_goes_to_review():
    pack = shipped(LAPD_NOTICE)
    version = draft_policy(replace(pack, policy=replace(pack.policy, issuer="")))
    author = version.author
    with pytest.raises(ValidationError):
        actions.send_to_review(version=version, by=author, at=AT, reviewers=[policy_officer()])

    actions.save_head(version=version, by=author, at=AT, head={"issuer": pack.policy.issuer})
    actions.send_to_review(version=version, by=author, at=AT, reviewers=[policy_officer()])

    assert pack_of(fresh(version)) == pack
