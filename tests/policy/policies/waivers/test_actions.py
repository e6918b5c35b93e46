from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from policy.personnel.choices import Grade, Role
from policy.policies import actions
from policy.policies.choices import WaiverState
from policy.policies.errors import Conflict
from policy.policies.models import Rule, Waiver
from tests.factories.personnel import AccountFactory
from tests.policy.policies.waivers.office import (
    BEGINS,
    CASE,
    ENDS,
    asked,
    granted,
    of_rank,
    policy_in_force,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    return policy_in_force()


def test_requester_asks_and_the_rank_that_the_rule_names_grants(rule):
    waiver = asked(rule)
    captain = of_rank(Grade.CAPTAIN)

    actions.grant_waiver(waiver=waiver, by=captain, at=BEGINS, reason="A life was at stake.")

    kept = Waiver.objects.get()
    assert (kept.state, kept.decided_by, kept.decision_reason, kept.granted_at) == (
        WaiverState.GRANTED,
        captain,
        "A life was at stake.",
        BEGINS,
    )


def test_rank_below_does_not_grant_not_even_by_sql(rule):
    waiver = asked(rule)
    lieutenant = of_rank(Grade.LIEUTENANT)

    with pytest.raises(PermissionDenied, match="captain or above"):
        actions.grant_waiver(waiver=waiver, by=lieutenant, at=BEGINS)
    with pytest.raises(IntegrityError, match="captain or above"), transaction.atomic():
        Waiver.objects.update(
            state="granted", decided_by=lieutenant, decided_at=BEGINS, granted_at=BEGINS
        )


def test_nobody_decides_on_their_own_waiver_not_even_by_sql(rule):
    captain = of_rank(Grade.CAPTAIN)
    waiver = asked(rule, by=captain)

    with pytest.raises(PermissionDenied, match="someone else"):
        actions.grant_waiver(waiver=waiver, by=captain, at=BEGINS)
    with pytest.raises(IntegrityError, match="waiver_decided_by_another"), transaction.atomic():
        Waiver.objects.update(
            state="granted", decided_by=captain, decided_at=BEGINS, granted_at=BEGINS
        )


def test_rule_that_names_nobody_is_not_waived_not_even_by_sql(rule):
    forbids = Rule.objects.get(identifier="2-outside")
    author = asked(rule).asked_by

    with pytest.raises(PermissionDenied, match="names nobody"):
        asked(forbids)
    with pytest.raises(IntegrityError, match="cannot be waived"), transaction.atomic():
        Waiver.objects.create(
            rule=forbids,
            case_number=CASE,
            reason="x",
            begins=BEGINS,
            ends=ENDS,
            asked_by=author,
            asked_at=BEGINS,
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"case_number": "  "}, "case_number"),
        ({"reason": ""}, "reason"),
        ({"ends": BEGINS - timedelta(1)}, "ends"),
        ({"begins": BEGINS - timedelta(3), "ends": BEGINS - timedelta(2)}, "ends"),
    ],
)
def test_waiver_names_case_reason_and_a_time_to_come(rule, changes, field):
    with pytest.raises(ValidationError) as told:
        asked(rule, **changes)

    assert (set(told.value.message_dict), Waiver.objects.count()) == ({field}, 0)


def test_auditor_neither_asks_nor_grants(rule):
    auditor = AccountFactory(roles=[Role.AUDITOR])

    with pytest.raises(PermissionDenied):
        asked(rule, by=auditor)
    with pytest.raises(PermissionDenied):
        actions.grant_waiver(waiver=asked(rule), by=auditor, at=BEGINS)


def test_denial_gives_its_reason_and_is_final(rule):
    waiver = asked(rule)
    captain = of_rank(Grade.CAPTAIN)

    with pytest.raises(ValidationError):
        actions.deny_waiver(waiver=waiver, by=captain, at=BEGINS, reason=" ")
    actions.deny_waiver(waiver=waiver, by=captain, at=BEGINS, reason="Other leads exist.")

    with pytest.raises(Conflict, match="denied"):
        actions.grant_waiver(waiver=waiver, by=captain, at=BEGINS)


def test_waiver_is_ended_early_with_a_reason_and_never_deleted(rule):
    waiver = granted(rule)
    captain = of_rank(Grade.CAPTAIN)

    actions.end_waiver(waiver=waiver, by=captain, at=BEGINS, reason="The case is closed.")

    assert Waiver.objects.get().state == WaiverState.ENDED
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        waiver.delete()


@pytest.mark.parametrize("changes", [{"ends": ENDS + timedelta(9)}, {"case_number": "other"}])
def test_granted_waiver_cannot_be_widened_by_sql(rule, changes):
    granted(rule)

    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.update(**changes)


def test_waiver_is_not_granted_once_its_time_is_over(rule):
    waiver = asked(rule)

    with pytest.raises(Conflict, match="is over"):
        actions.grant_waiver(waiver=waiver, by=of_rank(Grade.CAPTAIN), at=ENDS)
