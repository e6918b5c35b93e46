"""Named reviewers and their quorum: who may be named, and what they say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from policy.personnel.choices import Role
from policy.personnel.models import Account, Notice
from policy.policies import actions
from policy.policies.choices import ReviewVerdict, VersionState
from policy.policies.models import Reviewer, Version
from policy.policies.queries import possible_reviewers, review_of, visible_to
from tests.factories.changes import take
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    draft_policy,
    fresh,
    policy_in_review,
    policy_officer,
    shipped,
)

pytestmark = pytest.mark.django_db

NEXT_DAY = AT + timedelta(days=1)
S, V = VersionState, ReviewVerdict


def send(version: Version, *reviewers: Account, quorum: int = 1) -> Version:
    return actions.send_to_review(
        version=version, by=version.author, at=AT, reviewers=reviewers, quorum=quorum
    )


def approve(version: Version, by: Account) -> Version:
    return actions.approve(version=version, by=by, at=NEXT_DAY)


def object_to(version: Version, by: Account) -> Version:
    return actions.object_to(version=version, by=by, at=NEXT_DAY, reason=" Too wide. ")


def take_back(version: Version, by: Account) -> Version:
    return actions.take_back_objection(version=version, by=by, at=NEXT_DAY)


def said(version: Version) -> list[str]:
    return [reviewer.verdict for reviewer in review_of(fresh(version)).reviewers]


def told(account: Account) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(account=account).order_by("pk")]


def test_version_is_approved_when_the_quorum_is_reached():
    first, second, third = (policy_officer() for _ in range(3))
    version = policy_in_review(reviewers=[first, second, third], quorum=2)

    after_one = approve(version, third).state
    after_two = approve(version, first)

    assert (after_one, after_two.state) == (S.IN_REVIEW, S.APPROVED)
    assert (after_two.approved_by, after_two.approved_at) == (first, NEXT_DAY)
    assert said(version) == [V.APPROVED, V.PENDING, V.APPROVED]


def test_one_reviewer_is_no_quorum_of_two_however_often_they_approve():
    first, second = policy_officer(), policy_officer()
    version = policy_in_review(reviewers=[first, second], quorum=2)
    approve(version, first)

    with pytest.raises(PermissionDenied, match="it waits for the others"):
        approve(version, first)

    assert fresh(version).state == S.IN_REVIEW


def test_objection_blocks_although_the_quorum_is_reached():
    first, second = policy_officer(), policy_officer()
    version = policy_in_review(reviewers=[first, second])
    object_to(version, second)

    approve(version, first)

    assert fresh(version).state == S.IN_REVIEW
    assert said(version) == [V.APPROVED, V.OBJECTED]


def test_objection_taken_back_lets_the_quorum_that_was_reached_approve():
    first, second = policy_officer(), policy_officer()
    version = policy_in_review(reviewers=[first, second])
    object_to(version, second)
    approve(version, first)

    approved = take_back(version, second)

    assert (approved.state, approved.approved_by) == (S.APPROVED, first)
    assert said(version) == [V.APPROVED, V.PENDING]


def test_objection_becomes_an_approval_where_the_reviewer_approves_after_all():
    reviewer = policy_officer()
    version = policy_in_review(reviewers=[reviewer])
    object_to(version, reviewer)

    assert approve(version, reviewer).state == S.APPROVED
    assert [r.reason for r in review_of(version).reviewers] == [""]


def test_approval_becomes_an_objection_while_others_are_missing():
    first, second = policy_officer(), policy_officer()
    version = policy_in_review(reviewers=[first, second], quorum=2)
    approve(version, first)

    object_to(version, first)

    assert said(version) == [V.OBJECTED, V.PENDING]


def test_objecting_needs_a_reason():
    reviewer = policy_officer()
    version = policy_in_review(reviewers=[reviewer])

    with pytest.raises(ValidationError) as told:
        actions.object_to(version=version, by=reviewer, at=AT, reason=" ")

    assert told.value.message_dict == {"reason": ["Give the reason."]}


def test_nobody_takes_back_what_they_did_not_say():
    reviewer = policy_officer()
    version = policy_in_review(reviewers=[reviewer])

    with pytest.raises(PermissionDenied, match="You do not object"):
        take_back(version, reviewer)


@pytest.mark.parametrize("act", [approve, object_to, take_back])
def test_officer_who_was_not_named_says_nothing(act):
    version = policy_in_review()

    with pytest.raises(PermissionDenied, match="not among the reviewers"):
        act(version, policy_officer())


@pytest.mark.parametrize("act", [approve, object_to])
def test_reviewer_who_lost_the_role_says_nothing(act):
    reviewer = policy_officer()
    version = policy_in_review(reviewers=[reviewer])
    take(reviewer, Role.POLICY_OFFICER)

    with pytest.raises(PermissionDenied, match="needs the role"):
        act(version, Account.objects.get(pk=reviewer.pk))


class TestSending:
    def test_author_is_no_reviewer(self):
        version = draft_policy()

        with pytest.raises(ValidationError) as told:
            send(version, policy_officer(), version.author)

        assert told.value.message_dict == {
            "reviewers": [f"{version.author.display_name} cannot review this version."]
        }
        assert fresh(version).state == S.DRAFT

    @pytest.mark.parametrize("quorum", [0, 2])
    def test_quorum_is_one_that_the_reviewers_can_reach(self, quorum):
        version = draft_policy()

        with pytest.raises(ValidationError) as told:
            send(version, policy_officer(), quorum=quorum)

        assert told.value.message_dict == {
            "quorum": [f"Expected from 1 to 1, the number of reviewers, not {quorum}."]
        }

    def test_one_named_twice_is_one_reviewer(self):
        version, reviewer = draft_policy(), policy_officer()

        with pytest.raises(ValidationError, match="from 1 to 1"):
            send(version, reviewer, reviewer, quorum=2)

    def test_without_reviewers_nothing_is_sent(self):
        version = draft_policy()

        with pytest.raises(ValidationError, match="at least one reviewer"):
            send(version)

    def test_each_reviewer_is_told(self):
        version, reviewers = draft_policy(), (policy_officer(), policy_officer())

        send(version, *reviewers)

        assert [told(reviewer) for reviewer in reviewers] == [
            [f"{version} waits for your review."],
            [f"{version} waits for your review."],
        ]

    @pytest.mark.parametrize("act", [approve, object_to])
    def test_notice_to_a_reviewer_is_read_once_they_have_decided(self, act):
        first, second = policy_officer(), policy_officer()
        version = policy_in_review(reviewers=[first, second], quorum=2)

        act(version, first)

        unread = [Notice.objects.unread_by(account).count() for account in (first, second)]
        assert unread == [0, 1]

    def test_author_is_told_what_became_of_it(self):
        first, second = policy_officer(), policy_officer()
        version = policy_in_review(reviewers=[first, second])

        object_to(version, first)
        take_back(version, first)
        approve(version, second)

        assert told(version.author) == [
            f"{first.display_name} objects to {version}: Too wide.",
            f"{version} is approved. It is not in force before it is published.",
        ]


class TestWhoMayBeNamed:
    def test_officers_and_the_supervisors_above_the_author(self):
        captain = AccountFactory(roles=[Role.SUPERVISOR])
        lieutenant = AccountFactory(roles=[Role.SUPERVISOR], person__supervisor=captain.person)
        author = AccountFactory(roles=[Role.POLICY_OFFICER], person__supervisor=lieutenant.person)
        officer = policy_officer()
        AccountFactory(roles=[Role.SUPERVISOR])
        version = draft_policy(author=author)

        named = set(possible_reviewers(version))

        assert named == {captain, lieutenant, officer}

    @pytest.mark.parametrize(
        "role", [role for role in Role if role not in (Role.POLICY_OFFICER, Role.SUPERVISOR)]
    )
    def test_no_other_role(self, role):
        version = draft_policy()
        version.author.person.supervisor = AccountFactory(roles=[role]).person
        version.author.person.save()

        assert list(possible_reviewers(version)) == []

    def test_no_account_that_is_closed(self):
        version, officer = draft_policy(), policy_officer()
        Account.objects.filter(pk=officer.pk).update(is_active=False)

        assert list(possible_reviewers(version)) == []

    def test_supervisor_sees_a_version_while_named_and_no_other(self):
        captain = AccountFactory(roles=[Role.SUPERVISOR])
        author = AccountFactory(roles=[Role.POLICY_OFFICER], person__supervisor=captain.person)
        version = policy_in_review(author=author, reviewers=[captain])
        policy_in_review("lapd-policy-2021")

        in_review = list(visible_to(captain))
        actions.return_to_draft(version=version, by=author)

        assert in_review == [version]
        assert list(visible_to(captain)) == []


class TestReturned:
    def test_what_was_said_is_void_in_the_next_review_of_the_same_text(self):
        first, second = policy_officer(), policy_officer()
        version = policy_in_review(reviewers=[first, second], quorum=2)
        approve(version, first)

        actions.return_to_draft(version=version, by=version.author)
        send(version, first, second, quorum=2)
        approve(version, second)

        assert fresh(version).state == S.IN_REVIEW
        assert said(version) == [V.PENDING, V.APPROVED]

    def test_objection_does_not_outlive_the_return(self):
        reviewer = policy_officer()
        version = policy_in_review(reviewers=[reviewer])
        object_to(version, reviewer)

        actions.return_to_draft(version=version, by=version.author)
        send(version, reviewer)

        assert approve(version, reviewer).state == S.APPROVED

    def test_earlier_rounds_are_kept(self):
        reviewer = policy_officer()
        version = policy_in_review(reviewers=[reviewer])
        object_to(version, reviewer)
        actions.return_to_draft(version=version, by=version.author)
        send(version, reviewer)

        kept = Reviewer.objects.order_by("round").values_list("round", "verdict", "reason")

        assert list(kept) == [(1, V.OBJECTED, "Too wide."), (2, V.PENDING, "")]

    def test_draft_that_was_in_review_can_be_replaced_and_discarded(self):
        version = policy_in_review()
        actions.return_to_draft(version=version, by=version.author)
        pack = replace(shipped(LAPD_NOTICE), assurances=())

        swapped = actions.import_pack(pack=pack, by=version.author, at=AT, replace_draft=True)
        actions.discard(version=swapped, by=version.author)

        assert not Version.objects.exists()
        assert not Reviewer.objects.exists()
