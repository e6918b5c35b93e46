"""What the database refuses of changes, whichever way the write comes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant
from tests.factories.personnel import AccountFactory
from tests.policy.changes.conftest import AT
from tests.policy.changes.database.writing import (
    decide,
    proposed,
    role_change,
)

pytestmark = pytest.mark.django_db


def test_approving_writes_what_was_proposed_and_marks_the_change(ada: Account, bo: Account):
    change = proposed(ada)

    decide(change, Verdict.APPROVED, bo)

    (grant,) = RoleGrant.objects.filter(account=change.account)
    assert (grant.role, grant.granted_by, grant.granted_at) == (Role.EXAMINER, bo, AT)
    change.refresh_from_db()
    assert change.applied


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.DECLINED])
def test_proposer_does_not_decide(ada: Account, verdict: Verdict):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_decided_by_another"):
        decide(change, verdict, ada)

    assert not RoleGrant.objects.filter(account=change.account).exists()


def test_nobody_but_the_proposer_takes_it_back(ada: Account, bo: Account):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_decided_by_another"):
        decide(change, Verdict.TAKEN_BACK, bo)


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.DECLINED, Verdict.TAKEN_BACK])
def test_nobody_decides_without_a_name_and_a_moment(ada: Account, bo: Account, verdict: Verdict):
    change = proposed(ada)

    with pytest.raises(IntegrityError):
        decide(change, verdict, None)
    with pytest.raises(IntegrityError):
        decide(change, verdict, ada if verdict == Verdict.TAKEN_BACK else bo, decided_at=None)


def test_nobody_decides_before_it_is_proposed(ada: Account, bo: Account):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_decided_by_another"):
        decide(change, Verdict.DECLINED, bo, decided_at=AT - timedelta(seconds=1))


@pytest.mark.parametrize("first", [Verdict.APPROVED, Verdict.DECLINED, Verdict.TAKEN_BACK])
@pytest.mark.parametrize("second", Verdict)
def test_a_change_is_decided_once(ada: Account, bo: Account, first: Verdict, second: Verdict):
    change = proposed(ada)
    decide(change, first, ada if first == Verdict.TAKEN_BACK else bo)

    with pytest.raises(IntegrityError, match="a change is decided once"):
        decide(change, second, bo)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("role", Role.AUDITOR),
        ("reason", "Another."),
        ("kind", ChangeKind.ROLE_TAKEN),
        ("proposed_at", AT - timedelta(days=1)),
        ("applied", True),
    ],
)
def test_what_was_proposed_is_never_edited(ada: Account, bo: Account, name: str, value: Any):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="what was proposed cannot be changed"):
        decide(change, Verdict.OPEN, None, decided_at=None, **{name: value})
    with pytest.raises(IntegrityError, match="what was proposed cannot be changed"):
        decide(change, Verdict.APPROVED, bo, **{name: value})


def test_an_applied_change_is_not_made_ready_again(ada: Account, bo: Account):
    change = proposed(ada)
    decide(change, Verdict.APPROVED, bo)

    with pytest.raises(IntegrityError, match="a change is decided once"):
        Change.objects.update(applied=False)


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_a_change_is_never_deleted(ada: Account, bo: Account, verdict: Verdict | None):
    change = proposed(ada)
    if verdict and verdict != Verdict.OPEN:
        decide(change, verdict, ada if verdict == Verdict.TAKEN_BACK else bo)

    with pytest.raises(IntegrityError, match="a change is never deleted"):
        change.delete()


def test_a_change_begins_as_a_proposal(ada: Account, bo: Account):
    with pytest.raises(IntegrityError, match="begins as a proposal"):
        proposed(ada, verdict=Verdict.APPROVED, decided_by=bo, decided_at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_proposes_and_decides(ada: Account, role: Role):
    other = AccountFactory(roles=[role])
    change = proposed(ada)

    with (
        pytest.raises(IntegrityError, match="only an administrator proposes"),
        transaction.atomic(),
    ):
        proposed(other)
    for verdict in (Verdict.APPROVED, Verdict.DECLINED):
        with pytest.raises(IntegrityError, match="only an administrator decides"):
            decide(change, verdict, other)


def test_a_closed_account_neither_proposes_nor_decides(ada: Account, bo: Account):
    change = proposed(ada)
    Account.objects.filter(pk=bo.pk).update(is_active=False)

    with pytest.raises(IntegrityError, match="only an administrator decides"):
        decide(change, Verdict.APPROVED, bo)
    with pytest.raises(IntegrityError, match="only an administrator proposes"):
        proposed(bo)


def test_what_a_former_administrator_proposed_is_not_approved(ada: Account, bo: Account):
    change = proposed(ada)
    Account.objects.filter(pk=ada.pk).update(is_active=False)

    with pytest.raises(IntegrityError, match="is no administrator any more"):
        decide(change, Verdict.APPROVED, bo)

    decide(change, Verdict.DECLINED, bo)


@pytest.mark.parametrize("reason", ["", " ", "\n\t "])
def test_a_change_has_a_reason_and_so_has_declining_it(ada: Account, bo: Account, reason: str):
    change = proposed(ada)

    with pytest.raises(IntegrityError, match="change_declined_with_reason"):
        decide(change, Verdict.DECLINED, bo, decision_reason=reason)
    with pytest.raises(IntegrityError, match="change_has_a_reason"):
        proposed(ada, reason=reason)


def test_one_change_of_the_same_thing_is_open_at_a_time(ada: Account, bo: Account):
    account = AccountFactory(roles=[Role.REQUESTER])
    proposed(ada, role_change(account))
    proposed(bo, role_change(account, Role.SUPERVISOR))

    with pytest.raises(IntegrityError, match="change_open_once"):
        proposed(bo, role_change(account))


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": None},
        {"role": ""},
        {"setting": "keep_leads"},
        {"before": True},
        {"after": False},
        {"after": "yes"},
        {"kind": ChangeKind.SETTING},
        {"kind": ChangeKind.SYSTEM_STATUS},
        {"kind": ChangeKind.ROLE_TAKEN},
    ],
)
def test_a_change_is_of_one_thing_from_one_state_to_another(ada: Account, wrong: dict[str, Any]):
    with pytest.raises(IntegrityError, match=r"change_is_of_one_thing|held_or_not|something"):
        proposed(ada, **wrong)
