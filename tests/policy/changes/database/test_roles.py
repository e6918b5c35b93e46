"""What the database refuses of roles, and of the first administrators."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant
from tests.factories.changes import give, take
from tests.factories.personnel import AccountFactory
from tests.harness.threads import at_once
from tests.policy.changes.database.writing import (
    decide,
    proposed,
)

pytestmark = pytest.mark.django_db


def test_no_role_is_given_or_taken_by_itself(ada: Account):
    account = AccountFactory(roles=[Role.REQUESTER])

    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.create(account=account, role=Role.SUPERVISOR, granted_by=ada)
    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.bulk_create([RoleGrant(account=account, role=Role.SUPERVISOR)])
    with pytest.raises(IntegrityError, match="taken by two administrators"), transaction.atomic():
        account.grants.all().delete()
    with pytest.raises(IntegrityError, match="never turned into another"), transaction.atomic():
        account.grants.update(role=Role.SUPERVISOR)


def test_an_account_with_roles_is_not_deleted_with_them():
    account = AccountFactory(roles=[Role.REQUESTER])

    with pytest.raises(IntegrityError, match="taken by two administrators"), transaction.atomic():
        connection.cursor().execute("DELETE FROM personnel_rolegrant WHERE role = 'requester'")
    with pytest.raises(DatabaseError), transaction.atomic():
        account.delete()


def test_an_approved_change_serves_once():
    account = AccountFactory(roles=[Role.REQUESTER])
    take(account, Role.REQUESTER)

    with pytest.raises(IntegrityError, match="given by two administrators"):
        RoleGrant.objects.create(account=account, role=Role.REQUESTER)


def test_an_open_or_declined_change_gives_nothing(ada: Account, bo: Account):
    change = proposed(ada)
    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.create(account=change.account, role=change.role)
    decide(change, Verdict.DECLINED, bo)

    with pytest.raises(IntegrityError, match="given by two administrators"), transaction.atomic():
        RoleGrant.objects.create(account=change.account, role=change.role)


def test_a_role_that_is_not_held_any_more_is_not_taken(ada: Account, bo: Account):
    account = AccountFactory()
    taking = Change(
        kind=ChangeKind.ROLE_TAKEN, account=account, role=Role.EXAMINER, before=True, after=False
    )
    change = proposed(ada, taking)

    with pytest.raises(IntegrityError, match="no longer as it was"):
        decide(change, Verdict.APPROVED, bo)


def administrators() -> set[str]:
    held = Account.objects.filter(grants__role=Role.ADMINISTRATOR)
    return set(held.values_list("username", flat=True))


def test_one_person_makes_the_first_two_administrators_and_no_third():
    for username in ("ada", "bo"):
        Account.objects.create_superuser(username)

    with pytest.raises(ValidationError, match="given by two administrators"):
        Account.objects.create_superuser("eve")

    assert (administrators(), Account.objects.count()) == ({"ada", "bo"}, 2)


def test_three_at_once_are_one_too_many():
    accounts = Account.objects.bulk_create(Account(username=name) for name in ("a", "b", "c"))

    with pytest.raises(IntegrityError, match="given by two administrators"):
        RoleGrant.objects.bulk_create(
            RoleGrant(account=account, role=Role.ADMINISTRATOR) for account in accounts
        )


@pytest.mark.django_db(transaction=True)
def test_of_several_who_make_an_administrator_at_once_two_succeed():
    answers = at_once(
        *(lambda name=name: Account.objects.create_superuser(name) for name in "abcd")
    )

    assert sum(isinstance(answer, ValidationError) for answer in answers) == 2
    assert len(administrators()) == 2


def test_no_other_role_is_made_by_one_person():
    account = AccountFactory()

    with pytest.raises(IntegrityError, match="given by two administrators"):
        RoleGrant.objects.create(account=account, role=Role.POLICY_OFFICER)


def close(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


@pytest.mark.parametrize("before", [0, 1])
def test_closing_the_other_administrators_does_not_open_the_first_days_again(
    ada: Account, bo: Account, before: int
):
    for _ in range(before):
        give(AccountFactory(), Role.EXAMINER)
    close(bo)

    with pytest.raises(ValidationError, match="given by two administrators"):
        Account.objects.create_superuser("eve")


def test_two_administrators_always_remain(ada: Account, bo: Account):
    with pytest.raises(IntegrityError, match="always remain"), transaction.atomic():
        take(bo, Role.ADMINISTRATOR)

    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    take(third, Role.ADMINISTRATOR)

    assert administrators() == {"ada", "bo"}


def test_a_closed_administrator_does_not_count_as_one_who_remains(ada: Account, bo: Account):
    third = AccountFactory(roles=[Role.ADMINISTRATOR])
    close(third)

    with pytest.raises(IntegrityError, match="two administrators always remain"):
        take(bo, Role.ADMINISTRATOR)
