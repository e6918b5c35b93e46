"""What the database refuses of the status of systems."""

import pytest
from django.db import IntegrityError

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.personnel.models import Account
from policy.systems.choices import SystemStatus
from policy.systems.models import System
from tests.factories.systems import SystemFactory
from tests.policy.changes.database.writing import (
    decide,
    proposed,
    status_change,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [SystemStatus.ALLOWED, SystemStatus.RETIRED])
def test_a_system_enters_the_register_as_prohibited(status: SystemStatus):
    system = SystemFactory.build(status=status)

    with pytest.raises(IntegrityError, match="enters the register as prohibited"):
        system.save()


@pytest.mark.parametrize("status", [SystemStatus.PROHIBITED, SystemStatus.RETIRED])
def test_no_status_is_changed_by_itself(status: SystemStatus):
    system = SystemFactory()

    with pytest.raises(IntegrityError, match="changed by two administrators"):
        System.objects.filter(pk=system.pk).update(status=status)


def test_everything_else_of_a_system_is_written_as_before():
    system = SystemFactory()
    system.notes = "Ours."

    system.save()

    assert (System.objects.get().notes, System.objects.get().status) == ("Ours.", "allowed")


def test_an_approved_status_is_written(ada: Account, bo: Account):
    system = SystemFactory()
    change = proposed(ada, status_change(system))

    decide(change, Verdict.APPROVED, bo)

    assert System.objects.get().status == SystemStatus.PROHIBITED


def test_a_status_that_is_not_the_one_before_is_not_changed(ada: Account, bo: Account):
    system = SystemFactory()
    change = proposed(
        ada,
        Change(kind=ChangeKind.SYSTEM_STATUS, system=system, before="retired", after="prohibited"),
    )

    with pytest.raises(IntegrityError, match="no longer as it was"):
        decide(change, Verdict.APPROVED, bo)


def test_an_unverified_system_is_not_allowed_by_two_either(ada: Account, bo: Account):
    change = proposed(ada, status_change(SystemFactory(commercial=True), SystemStatus.ALLOWED))

    with pytest.raises(IntegrityError, match="system_allowed_only_when_verified"):
        decide(change, Verdict.APPROVED, bo)
