"""What the database refuses, whichever way the write comes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.transaction import atomic

from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.lifecycle import MOVES
from policy.policies.models import (
    Assurance,
    Clause,
    Decision,
    Question,
    Reason,
    Requirement,
    Rule,
    Version,
)
from tests.factories.policies import (
    AT,
    LAPD_NOTICE,
    VERSION_IN,
    approved_policy,
    draft_policy,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    reviewers_of,
    shipped,
)
from tests.policy.policies.samples import PACK

pytestmark = pytest.mark.django_db

# A part of a version, the rows of it that belong to one, and a column with another value.
PARTS = {
    "clause": (Clause, "version", {"text": "Other words."}),
    "rule": (Rule, "version", {"when": "true"}),
    "requirement": (Requirement, "rule__version", {"kind": "expiry"}),
    "question": (Question, "version", {"label": "Something else?"}),
    "assurance": (Assurance, "version", {"text": "Other words."}),
    "version": (Version, "pk", {"title": "Another title"}),
}


def rows_of(part: str, version: Version) -> models.QuerySet:
    model, path, _change = PARTS[part]
    return model.objects.filter(**{path: version.pk}).order_by("pk")


def by_update(rows: models.QuerySet, change: dict[str, str]) -> None:
    rows.update(**change)


def by_save(rows: models.QuerySet, change: dict[str, str]) -> None:
    row = rows.first()
    for name, value in change.items():
        setattr(row, name, value)
    row.save()


def by_bulk_update(rows: models.QuerySet, change: dict[str, str]) -> None:
    changed = list(rows)
    for row in changed:
        for name, value in change.items():
            setattr(row, name, value)
    rows.model.objects.bulk_update(changed, list(change))


def by_sql(rows: models.QuerySet, change: dict[str, str]) -> None:
    ((name, value),) = change.items()
    table = rows.model._meta.db_table
    statement = f'UPDATE {table} SET "{name}" = %s WHERE id = %s'  # noqa: S608 (our own names)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value, rows.first().pk])


def by_delete(rows: models.QuerySet, change: dict[str, str]) -> None:
    rows.delete()


def by_raw_delete(rows: models.QuerySet, change: dict[str, str]) -> None:
    rows._raw_delete(rows.db)


WRITES = (by_update, by_save, by_bulk_update, by_sql, by_delete, by_raw_delete)
Write = Callable[[models.QuerySet, dict[str, str]], None]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("part", PARTS)
def test_published_version_cannot_change_in_any_way(part, write):
    version = published_policy(PACK)
    before = list(rows_of(part, version).values())

    with pytest.raises((IntegrityError, models.ProtectedError)), transaction.atomic():
        write(rows_of(part, version), PARTS[part][2])

    assert before
    assert list(rows_of(part, version).values()) == before


@pytest.mark.parametrize("state", [s for s in VersionState if s != VersionState.DRAFT])
def test_no_part_of_a_version_changes_once_it_has_left_the_draft(state):
    version = VERSION_IN[state](PACK)

    for part, (_model, _path, change) in PARTS.items():
        for write in (by_sql, by_raw_delete):
            with pytest.raises(IntegrityError), transaction.atomic():
                write(rows_of(part, version), change)


def test_database_lets_a_draft_change():
    version = draft_policy(PACK)

    for part, (_model, _path, change) in PARTS.items():
        by_sql(rows_of(part, version), change)

    (clause, *_rest) = rows_of("clause", version)
    assert clause.text == "Other words."


def test_database_refuses_another_clause_for_a_published_version():
    version = published_policy()

    with pytest.raises(IntegrityError, match="can no longer be changed"):
        Clause.objects.create(
            version=version,
            position=9,
            identifier="9",
            heading="More",
            text="More.",
            enforcement="recorded",
        )


def test_database_refuses_to_move_a_clause_out_of_a_published_version():
    version, draft = published_policy(), draft_policy(numbered(shipped(LAPD_NOTICE), 2))

    with pytest.raises(IntegrityError, match="can no longer be changed"):
        version.clauses.filter(identifier="1").update(version=draft, identifier="9")


@pytest.mark.parametrize("before", VersionState)
def test_database_refuses_every_move_that_is_not_in_the_table(before):
    version = VERSION_IN[before]()
    unknown = [after for after in VersionState if after != before and (before, after) not in MOVES]

    for after in unknown:
        with pytest.raises(IntegrityError, match="cannot go from"), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(state=after)


def test_version_begins_as_a_draft():
    version = draft_policy()
    version.pk, version.number, version.state = None, 2, VersionState.PUBLISHED

    with pytest.raises(IntegrityError, match="begins as a draft"):
        version.save(force_insert=True)


def mark_approved(version: Version, by: Account | None, at: datetime | None = AT) -> None:
    """Writes the approval past every action."""
    Version.objects.filter(pk=version.pk).update(
        state=VersionState.APPROVED, approved_by=by, approved_at=at
    )


def has_said(version: Version, *accounts: Account, verdict: str = "approved") -> None:
    """Writes the verdicts of reviewers past every action."""
    said = {"verdict": verdict, "decided_at": AT, "digest": version.digest}
    version.reviewers.filter(account__in=accounts).update(
        **said, reason="Too wide." if verdict == "objected" else ""
    )


class TestReview:
    @pytest.fixture
    def reviewers(self) -> list[Account]:
        return [policy_officer() for _ in range(3)]

    @pytest.fixture
    def version(self, reviewers: list[Account]) -> Version:
        return policy_in_review(reviewers=reviewers, quorum=2)

    def test_database_refuses_a_version_without_its_quorum(self, version, reviewers):
        has_said(version, reviewers[0])

        with pytest.raises(IntegrityError, match="approved by its quorum of 2 reviewers"):
            mark_approved(version, reviewers[0])

    def test_database_takes_a_version_with_its_quorum(self, version, reviewers):
        has_said(version, *reviewers[:2])

        mark_approved(version, reviewers[1])

        assert Version.objects.get().state == VersionState.APPROVED

    def test_database_refuses_what_someone_objects_to(self, version, reviewers):
        has_said(version, *reviewers[:2])
        has_said(version, reviewers[2], verdict="objected")

        with pytest.raises(IntegrityError, match="a reviewer objects"):
            mark_approved(version, reviewers[0])

    def test_database_refuses_an_approver_who_did_not_approve(self, version, reviewers):
        has_said(version, *reviewers[:2])

        for other in (reviewers[2], version.author, policy_officer()):
            with pytest.raises(IntegrityError, match="by one of its reviewers"), atomic():
                mark_approved(version, other)

    def test_database_refuses_the_approvals_of_an_earlier_round(self, version, reviewers):
        has_said(version, *reviewers[:2])
        actions.return_to_draft(version=version, by=version.author)
        again = actions.send_to_review(
            version=version, by=version.author, at=AT, reviewers=reviewers, quorum=2
        )

        with pytest.raises(IntegrityError, match="approved by its quorum"):
            mark_approved(again, reviewers[0])

    def test_database_refuses_to_go_back_to_an_earlier_round(self, version, reviewers):
        has_said(version, *reviewers[:2])
        actions.return_to_draft(version=version, by=version.author)

        with pytest.raises(IntegrityError, match="has the next number"):
            Version.objects.update(state=VersionState.IN_REVIEW, submitted_at=AT)

    def test_database_refuses_the_approval_of_another_text(self, version, reviewers):
        with pytest.raises(IntegrityError, match="the text that is in review"):
            version.reviewers.filter(account=reviewers[0]).update(
                verdict="approved", decided_at=AT, digest="0" * 64
            )

    def test_approval_of_a_text_that_was_changed_in_between_does_not_count(self, reviewers):
        draft = draft_policy()
        sent = actions.send_to_review(
            version=draft, by=draft.author, at=AT, reviewers=reviewers[:1]
        )
        has_said(sent, reviewers[0])
        actions.return_to_draft(version=sent, by=draft.author)
        Clause.objects.filter(version=sent, identifier="1").update(text="Other words.")
        again = actions.send_to_review(
            version=sent, by=draft.author, at=AT, reviewers=reviewers[:1]
        )

        assert again.digest != sent.digest
        with pytest.raises(IntegrityError, match="approved by its quorum"):
            mark_approved(again, reviewers[0])

    def test_database_refuses_another_quorum_while_in_review(self, version):
        with pytest.raises(IntegrityError, match="can change in a draft only"):
            Version.objects.update(quorum=1)

    def test_database_refuses_another_quorum_with_the_approval(self, version, reviewers):
        has_said(version, reviewers[0])

        with pytest.raises(IntegrityError, match="can change in a draft only"):
            Version.objects.update(
                quorum=1,
                state=VersionState.APPROVED,
                approved_by=reviewers[0],
                approved_at=AT,
            )

    def test_database_refuses_a_quorum_of_nobody(self):
        draft_policy()

        with pytest.raises(IntegrityError, match="version_quorum_of_at_least_one"):
            Version.objects.update(quorum=0)

    def test_database_refuses_the_author_as_a_reviewer(self, version):
        with pytest.raises(IntegrityError, match="the author of a version never reviews it"):
            version.reviewers.create(account=version.author, round=1, asked_at=AT)

    def test_database_refuses_a_reviewer_outside_of_review(self):
        draft = draft_policy()

        with pytest.raises(IntegrityError, match="reviewed while it is in review"):
            draft.reviewers.create(account=policy_officer(), round=0, asked_at=AT)

    @pytest.mark.parametrize("state", [s for s in VersionState if s != VersionState.IN_REVIEW])
    def test_database_refuses_another_verdict_after_the_review(self, state):
        version = VERSION_IN[state]()
        if state == VersionState.DRAFT:
            sent = policy_in_review(numbered(shipped(LAPD_NOTICE), 2))
            version = actions.return_to_draft(version=sent, by=sent.author)

        with pytest.raises(IntegrityError, match="reviewed while it is in review"):
            version.reviewers.update(verdict="pending", decided_at=None, digest="", reason="")

    def test_database_refuses_to_turn_a_verdict_into_anothers(self, version, reviewers):
        with pytest.raises(IntegrityError, match="only the verdict"):
            version.reviewers.filter(account=reviewers[0]).update(account=policy_officer())

    def test_database_refuses_to_remove_a_reviewer(self, version, reviewers):
        has_said(version, reviewers[0], verdict="objected")

        with pytest.raises(IntegrityError, match="cannot be deleted"):
            version.reviewers.filter(account=reviewers[0]).delete()


def test_database_refuses_approval_by_the_author():
    version = policy_in_review()
    has_said(version, *reviewers_of(version))

    with pytest.raises(IntegrityError, match="by one of its reviewers"):
        mark_approved(version, version.author)


def test_database_refuses_another_author_for_a_draft():
    version = draft_policy()

    with pytest.raises(IntegrityError, match="author of a version cannot be changed"):
        Version.objects.filter(pk=version.pk).update(author=policy_officer())


def test_database_refuses_another_approver_once_approved():
    version = approved_policy()

    with pytest.raises(IntegrityError, match="what was done"):
        Version.objects.filter(pk=version.pk).update(approved_by=policy_officer())


@pytest.mark.parametrize("missing", ["approved_by", "approved_at"])
def test_database_refuses_an_approval_by_nobody(missing):
    version = policy_in_review()
    (reviewer,) = reviewers_of(version)
    has_said(version, reviewer)
    approval = {"approved_by": reviewer, "approved_at": AT} | {missing: None}

    with pytest.raises(IntegrityError, match="version_approved_by_someone"):
        Version.objects.filter(pk=version.pk).update(state=VersionState.APPROVED, **approval)


@pytest.mark.parametrize("missing", ["published_by", "published_at", "in_force_from"])
def test_database_refuses_a_publication_by_nobody(missing):
    version = approved_policy()
    publication = {"published_by": policy_officer(), "published_at": AT, "in_force_from": AT}

    with pytest.raises(IntegrityError, match="version_published_by_someone"):
        Version.objects.filter(pk=version.pk).update(
            state=VersionState.PUBLISHED, **publication | {missing: None}
        )


def test_database_refuses_a_version_in_force_before_it_is_published():
    version = approved_policy()

    with pytest.raises(IntegrityError, match="version_not_in_force_before_published"):
        Version.objects.filter(pk=version.pk).update(
            state=VersionState.PUBLISHED,
            published_by=policy_officer(),
            published_at=AT,
            in_force_from=AT - timedelta(seconds=1),
        )


def test_database_refuses_two_versions_in_force_at_once():
    published_policy()
    second = approved_policy(numbered(shipped(LAPD_NOTICE), 2))

    with pytest.raises(IntegrityError, match="one_version_in_force_at_a_time"):
        Version.objects.filter(pk=second.pk).update(
            state=VersionState.PUBLISHED,
            published_by=policy_officer(),
            published_at=AT,
            in_force_from=AT + timedelta(days=1),
        )


@pytest.mark.parametrize(
    "change",
    [{"in_force_from": AT + timedelta(days=1)}, {"published_at": AT - timedelta(days=1)}],
)
def test_database_refuses_to_rewrite_a_publication(change):
    version = published_policy()

    with pytest.raises(IntegrityError, match="only the end of a published version"):
        Version.objects.filter(pk=version.pk).update(**change)


def test_database_refuses_to_extend_the_time_in_force():
    version = published_policy(in_force_until=AT + timedelta(days=1))

    with pytest.raises(IntegrityError, match="cannot be extended"):
        Version.objects.filter(pk=version.pk).update(in_force_until=None)


def test_database_refuses_to_move_the_end_of_an_ended_version():
    version = VERSION_IN[VersionState.WITHDRAWN]()

    with pytest.raises(IntegrityError, match="what was done"):
        Version.objects.filter(pk=version.pk).update(in_force_until=AT)


def test_database_refuses_a_withdrawal_without_reason():
    version = published_policy()

    with pytest.raises(IntegrityError, match="version_withdrawn_by_someone_with_reason"):
        Version.objects.filter(pk=version.pk).update(
            state=VersionState.WITHDRAWN,
            in_force_until=AT,
            ended_by=policy_officer(),
            ended_at=AT,
        )


class TestDecision:
    @pytest.fixture
    def decision(self) -> Decision:
        published_policy()
        return actions.record_decision(
            gate="submit", facts={"system.ownership": "commercial"}, at=AT
        )

    @pytest.mark.parametrize("write", WRITES)
    def test_database_refuses_to_change_a_decision(self, decision, write):
        with pytest.raises((DatabaseError, models.ProtectedError)):
            write(Decision.objects.filter(pk=decision.pk), {"outcome": "permitted"})

    @pytest.mark.parametrize("write", WRITES)
    def test_database_refuses_to_change_a_reason(self, decision, write):
        with pytest.raises((DatabaseError, models.ProtectedError)):
            write(Reason.objects.filter(decision=decision), {"text": "No reason."})
