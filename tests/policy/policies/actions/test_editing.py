"""The guard around every change of a draft: one editor at a time, and none that stays for ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.models import Contributor, EditLock, Version
from policy.policies.packs import digest_of
from policy.policies.queries import pack_of
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    VERSION_IN,
    draft_policy,
    fresh,
    policy_officer,
    shipped,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = AT + EditLock.LASTS


def retitle(version, by, at=AT, title="Another title", **held):
    return actions.save_head(version=version, by=by, at=at, head={"title": title}, **held)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_a_policy_officer_changes_a_draft(role):
    version = draft_policy()

    with pytest.raises(PermissionDenied, match="Policy officer"):
        retitle(version, AccountFactory(roles=[role]))

    assert fresh(version).title == version.title


@pytest.mark.parametrize("state", [s for s in VersionState if s != VersionState.DRAFT])
def test_what_left_the_draft_is_not_changed(state):
    version = VERSION_IN[state]()

    with pytest.raises(Conflict, match="is now"):
        retitle(version, policy_officer())

    assert fresh(version).title == version.title


def test_digest_follows_every_change():
    version = draft_policy()

    changed = retitle(version, version.author)

    assert changed.digest != version.digest
    assert changed.digest == digest_of(pack_of(fresh(version)))


def test_everyone_who_changes_a_draft_is_noted_once():
    version, second = draft_policy(), policy_officer()

    retitle(version, second)
    retitle(version, second, AT + MINUTE, "A third title")

    noted = [(row.account, row.since) for row in Contributor.objects.all()]
    assert noted == [(second, AT)]


def test_opening_or_a_refused_change_makes_no_contributor():
    version, second = draft_policy(), policy_officer()
    actions.open_draft(version=version, by=second, at=AT)

    with pytest.raises(Conflict):
        retitle(version, version.author)

    assert not Contributor.objects.exists()


def test_second_editor_is_told_who_edits_and_since_when():
    version, first, second = draft_policy(), policy_officer(), policy_officer()
    retitle(version, first)

    with pytest.raises(Conflict) as told:
        retitle(version, second, AT + MINUTE, "Theirs")

    said = f"Since 9 a.m., {first.display_name} has been editing this draft."
    assert str(told.value) == said
    assert fresh(version).title == "Another title"


def test_hold_lapses_by_itself():
    version, first, second = draft_policy(), policy_officer(), policy_officer()
    retitle(version, first)

    with pytest.raises(Conflict):
        retitle(version, second, LATER - timedelta(seconds=1))
    retitle(version, second, LATER, "Theirs")

    assert fresh(version).title == "Theirs"
    assert version.edit_lock.holder == second


def test_open_editor_keeps_its_hold():
    version, first = draft_policy(), policy_officer()
    actions.open_draft(version=version, by=first, at=AT)

    actions.open_draft(version=version, by=first, at=AT + 4 * MINUTE)
    held = actions.open_draft(version=version, by=policy_officer(), at=AT + 8 * MINUTE)

    assert (held.holder, held.since) == (first, AT)


def test_whoever_was_away_overwrites_nothing():
    version, first, second = draft_policy(), policy_officer(), policy_officer()
    opened = actions.open_draft(version=version, by=first, at=AT)
    retitle(version, second, LATER, "Theirs")
    actions.leave_draft(version=version, by=second)

    with pytest.raises(Conflict, match="may have been changed by others since you opened it"):
        retitle(version, first, LATER + MINUTE, "Mine", held=opened.since)

    assert fresh(version).title == "Theirs"


def test_whoever_was_away_goes_on_where_nobody_came():
    version, first = draft_policy(), policy_officer()
    opened = actions.open_draft(version=version, by=first, at=AT)

    retitle(version, first, AT + timedelta(hours=8), "Mine", held=opened.since)

    assert fresh(version).title == "Mine"


def test_taking_over_tells_the_first_why():
    version, first, second = draft_policy(), policy_officer(), policy_officer()
    retitle(version, first)

    actions.take_over(version=version, by=second, at=AT + MINUTE, message=" The chief asks. ")

    with pytest.raises(Conflict) as told:
        retitle(version, first, AT + 2 * MINUTE)
    assert str(told.value) == (
        f"At 9:01 a.m., {second.display_name} took this draft over: “The chief asks.”"
    )


def test_taking_over_ends_the_hold_of_the_first_at_once():
    version, first, second = draft_policy(), policy_officer(), policy_officer()
    retitle(version, first)

    actions.take_over(version=version, by=second, at=AT + MINUTE)
    retitle(version, second, AT + MINUTE, "Theirs")

    assert fresh(version).title == "Theirs"


def test_only_an_officer_takes_over():
    version = draft_policy()

    with pytest.raises(PermissionDenied, match="Policy officer"):
        actions.take_over(version=version, by=AccountFactory(roles=[Role.AUDITOR]), at=AT)


def test_leaving_lets_the_next_in():
    version, first, second = draft_policy(), policy_officer(), policy_officer()
    retitle(version, first)

    actions.leave_draft(version=version, by=second)
    with pytest.raises(Conflict):
        retitle(version, second)
    actions.leave_draft(version=version, by=first)
    retitle(version, second, AT, "Theirs")

    assert fresh(version).title == "Theirs"


def test_draft_is_not_sent_to_review_under_the_hands_of_its_editor():
    version, first = draft_policy(), policy_officer()
    retitle(version, first)

    with pytest.raises(Conflict, match="has been editing"):
        actions.send_to_review(
            version=version, by=version.author, at=AT + MINUTE, reviewers=[policy_officer()]
        )
    actions.send_to_review(version=version, by=first, at=AT + MINUTE, reviewers=[policy_officer()])

    assert fresh(version).state == VersionState.IN_REVIEW
    assert not EditLock.objects.exists()


def test_pack_is_not_imported_under_the_hands_of_its_editor():
    version = draft_policy()
    retitle(version, policy_officer())

    with pytest.raises(Conflict, match="has been editing"):
        actions.import_pack(
            pack=shipped(version.policy.slug), by=version.author, at=AT, replace_draft=True
        )

    assert fresh(version).title == "Another title"


def test_discarding_takes_everything_of_the_draft_with_it():
    version = draft_policy()
    retitle(version, version.author)
    actions.comment_on(clause=version.clauses.all()[0], by=version.author, at=AT, text="Why?")

    actions.discard(version=version, by=version.author)
    connection.check_constraints()

    assert not Version.objects.exists()


@pytest.mark.parametrize(
    "write", [lambda rows: rows.update(since=LATER), lambda rows: rows.delete()]
)
def test_contributor_cannot_be_taken_back(write):
    version = draft_policy()
    retitle(version, version.author)

    with pytest.raises(DatabaseError), transaction.atomic():
        write(Contributor.objects.all())
        connection.check_constraints()

    assert Contributor.objects.count() == 1
