"""Comments on clauses: said by those who may, kept as they were said."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.models import Comment
from policy.policies.queries import threads_of
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    VERSION_IN,
    draft_policy,
    policy_officer,
    published_policy,
)

pytestmark = pytest.mark.django_db


def remark(version=None, by=None, text="Is this so?"):
    first = (version or draft_policy()).clauses.all()[0]
    return actions.comment_on(clause=first, by=by or policy_officer(), at=AT, text=text)


@pytest.mark.parametrize("state", VERSION_IN)
def test_comment_is_possible_at_every_point_of_a_versions_life(state):
    version = VERSION_IN[state]()

    said = remark(version)

    assert threads_of(version) == {said.clause_id: (said,)}


def test_comment_stays_when_the_version_is_published():
    version = draft_policy()
    said = remark(version)
    reviewer = policy_officer()
    actions.send_to_review(version=version, by=version.author, at=AT, reviewers=[reviewer])
    approved = actions.approve(version=version, by=reviewer, at=AT)
    actions.publish(version=approved, by=version.author, at=AT)

    assert threads_of(version) == {said.clause_id: (said,)}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_a_policy_officer_comments(role):
    version, account = published_policy(), AccountFactory(roles=[role])
    said = remark(version)

    for act in (
        lambda: remark(version, account),
        lambda: actions.answer_comment(comment=said, by=account, at=AT, text="Yes."),
        lambda: actions.resolve_comment(comment=said, by=account, at=AT),
        lambda: actions.reopen_comment(comment=said, by=account),
    ):
        with pytest.raises(PermissionDenied, match="Policy officer"):
            act()

    assert Comment.objects.count() == 1


def test_empty_comment_is_refused():
    with pytest.raises(ValidationError, match="Write what you want to say"):
        remark(text=" \n")


def test_answer_belongs_to_the_thread_and_opens_it_again():
    said, other = remark(), policy_officer()
    actions.resolve_comment(comment=said, by=other, at=AT)

    answer = actions.answer_comment(comment=said, by=other, at=AT, text="No.")
    second = actions.answer_comment(comment=answer, by=other, at=AT, text="Or yes.")

    said.refresh_from_db()
    assert list(said.replies.all()) == [answer, second]
    assert (said.resolved_by, said.resolved_at) == (None, None)


def test_whoever_resolved_first_is_named():
    said, first = remark(), policy_officer()

    actions.resolve_comment(comment=said, by=first, at=AT)
    actions.resolve_comment(comment=said, by=policy_officer(), at=AT)

    said.refresh_from_db()
    assert said.resolved_by == first


def test_comment_outlives_its_clause_with_its_name():
    version = draft_policy()
    said = remark(version)
    rules = said.clause.rules.count()

    actions.delete_clause(clause=said.clause, by=version.author, at=AT, with_rules=rules)

    said.refresh_from_db()
    assert (said.clause, said.about) == (None, "1. No commercial service")
    assert threads_of(version) == {None: (said,)}


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(text="Otherwise."),
        lambda rows: rows.update(author=policy_officer()),
        lambda rows: rows.delete(),
    ],
)
def test_nobody_changes_or_deletes_what_was_said(write):
    remark()

    with pytest.raises(IntegrityError), transaction.atomic():
        write(Comment.objects.all())
        connection.check_constraints()

    assert Comment.objects.get().text == "Is this so?"
