"""What the department assures: entered once, ended once, and kept by every publication."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from policy.personnel.choices import Role
from policy.policies import actions
from policy.policies.errors import Conflict
from policy.policies.models import StandingAssurance
from policy.policies.queries import standing_on, standing_proofs
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    AT,
    draft_policy,
    numbered,
    policy_officer,
    published_policy,
    standing_assurance,
)
from tests.policy.policies.building import a_pack, a_rule

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(AT)


def end(assurance, until=TODAY, at=AT):
    return actions.end_standing_assurance(
        assurance=assurance, until=until, by=policy_officer(), at=at
    )


def standing_at(moment):
    return [assurance.id for assurance in standing_on(moment)]


def test_assurance_stands_from_its_first_day_to_its_last():
    assurance = standing_assurance(since=TODAY + timedelta(days=1))
    end(assurance, until=TODAY + timedelta(days=2))

    days = [standing_at(AT + timedelta(days=n)) for n in range(4)]

    assert days == [[], ["never-commercial"], ["never-commercial"], []]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_only_a_policy_officer_adds_and_ends(role):
    account = AccountFactory(roles=[role])
    assurance = standing_assurance()

    with pytest.raises(PermissionDenied):
        actions.end_standing_assurance(assurance=assurance, until=TODAY, by=account, at=AT)
    with pytest.raises(PermissionDenied):
        actions.add_standing_assurance(
            identifier="x", text="X", gates=["run"], never="true", since=TODAY, by=account, at=AT
        )


@pytest.mark.parametrize(
    ("entries", "field", "message"),
    [
        ({"never": "system.ownershp"}, "never", "did you mean system.ownership"),
        ({"never": "operator.is_requester", "gates": ["submit"]}, "never", "not yet at submit"),
        ({"never": ""}, "__all__", "Say either what is never permitted"),
        ({"always_requires": "review"}, "__all__", "Say either what is never permitted"),
        ({"gates": []}, "gates", "cannot be blank"),
        ({"identifier": "Never Commercial"}, "identifier", "lower-case letters"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(entries, field, message):
    with pytest.raises(ValidationError) as told:
        standing_assurance(**entries)

    assert message in str(told.value.message_dict[field])


def test_a_short_name_stays_taken_after_its_end():
    end(standing_assurance())

    with pytest.raises(ValidationError) as told:
        standing_assurance()

    assert list(told.value.message_dict) == ["identifier"]


def test_it_ends_once_and_not_in_the_past():
    assurance = standing_assurance()

    with pytest.raises(ValidationError):
        end(assurance, until=TODAY - timedelta(days=1))
    end(assurance)
    with pytest.raises(Conflict):
        end(assurance, until=TODAY + timedelta(days=9))


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.delete(),
        lambda rows: rows.update(text="Other words."),
        lambda rows: rows.update(never="false"),
        lambda rows: rows.update(since=TODAY + timedelta(days=1)),
        lambda rows: rows.update(until=TODAY),
    ],
)
def test_database_refuses_another_text_an_end_by_nobody_and_a_deletion(write):
    standing_assurance()

    with pytest.raises(DatabaseError), transaction.atomic():
        write(StandingAssurance.objects.all())


def test_database_refuses_to_prolong_what_was_ended():
    end(standing_assurance())

    with pytest.raises(DatabaseError), transaction.atomic():
        StandingAssurance.objects.update(until=TODAY + timedelta(days=1))


REFUSING = a_rule("refuse", 'system.ownership == "commercial"', gates=("run",))
PERMITTING = a_rule("allow", id="all", gates=("run",))


def test_it_is_proved_over_all_policies_in_force_together():
    published_policy(a_pack(REFUSING, slug="first"))
    published_policy(a_pack(PERMITTING, slug="second"))
    standing_assurance()

    assert [proof.holds for proof in standing_proofs(AT)] == [True]
    assert [proof.holds for proof in standing_proofs(AT - timedelta(days=1))] == []


def test_it_fails_where_what_is_in_force_permits():
    published_policy(a_pack(PERMITTING, slug="second"))
    standing_assurance()

    [proof] = standing_proofs(AT)

    assert (proof.holds, proof.rules) == (False, ("all",))


def test_a_version_is_proved_in_the_place_of_the_one_in_force():
    present = published_policy(a_pack(PERMITTING))
    standing_assurance()
    stricter = draft_policy(numbered(a_pack(PERMITTING, REFUSING), 2))

    with_draft = standing_proofs(AT, with_version=stricter)

    assert present.policy == stricter.policy
    assert [proof.holds for proof in with_draft] == [True]
