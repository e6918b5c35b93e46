"""What cannot be stored, whichever way the write comes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection

from policy.personnel.choices import Issuer, PersonStatus, Role
from policy.personnel.models import Account, Certificate, Person, Unit
from tests.factories.changes import give
from tests.factories.personnel import (
    AccountFactory,
    CertificateFactory,
    PersonFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def by_save(person: Person, supervisor: Person) -> None:
    person.supervisor = supervisor
    person.save()


def by_update(person: Person, supervisor: Person) -> None:
    Person.objects.filter(pk=person.pk).update(supervisor=supervisor)


def by_sql(person: Person, supervisor: Person) -> None:
    sql("UPDATE personnel_person SET supervisor_id = %s WHERE id = %s", supervisor.pk, person.pk)


EVERY_WAY = pytest.mark.parametrize("place_under", [by_save, by_update, by_sql])
PlaceUnder = Callable[[Person, Person], None]


@EVERY_WAY
def test_nobody_is_their_own_supervisor(place_under: PlaceUnder) -> None:
    person = PersonFactory()

    with pytest.raises(IntegrityError):
        place_under(person, person)


@EVERY_WAY
def test_a_chain_of_command_never_leads_back(place_under: PlaceUnder) -> None:
    captain = PersonFactory(serial_number="1")
    lieutenant = PersonFactory(supervisor=captain)
    officer = PersonFactory(supervisor=lieutenant)

    with pytest.raises(IntegrityError, match="The chain of command of 1 would lead back"):
        place_under(captain, officer)


@EVERY_WAY
def test_a_person_moves_to_another_supervisor(place_under: PlaceUnder) -> None:
    officer = PersonFactory(supervisor=PersonFactory())
    other = PersonFactory()

    place_under(officer, other)

    officer.refresh_from_db()
    assert officer.supervisor == other


def test_no_cycle_is_made_by_one_statement() -> None:
    first, second = PersonFactory(), PersonFactory()

    with pytest.raises(IntegrityError, match="would lead back"):
        sql(
            "UPDATE personnel_person SET supervisor_id = "
            "CASE id WHEN %s THEN %s ELSE %s END WHERE id IN (%s, %s)",
            *(first.pk, second.pk, first.pk, first.pk, second.pk),
        )


def test_a_unit_is_never_below_itself() -> None:
    bureau = UnitFactory(code="BUR")
    division = UnitFactory(parent=bureau)

    with pytest.raises(IntegrityError, match="The unit BUR would be placed below itself"):
        Unit.objects.filter(pk=bureau.pk).update(parent=division)


def test_a_role_is_held_once() -> None:
    account = AccountFactory(roles=[Role.REQUESTER])

    with pytest.raises(IntegrityError, match="role_held_once"):
        give(account, Role.REQUESTER)


@pytest.mark.parametrize("alone", [Role.AUDITOR, Role.ADMINISTRATOR, Role.OVERSIGHT])
def test_a_role_that_stands_alone_is_not_added_to_another(alone: Role) -> None:
    account = AccountFactory(roles=[Role.REQUESTER])

    with pytest.raises(IntegrityError, match="cannot be held together with another role"):
        give(account, alone)


@pytest.mark.parametrize("alone", [Role.AUDITOR, Role.ADMINISTRATOR, Role.OVERSIGHT])
def test_nothing_is_added_to_a_role_that_stands_alone(alone: Role) -> None:
    account = AccountFactory(roles=[alone])

    with pytest.raises(IntegrityError, match="cannot be held together with another role"):
        give(account, Role.EXAMINER)


def test_roles_of_one_who_does_the_work_are_held_together() -> None:
    account = AccountFactory(roles=[Role.REQUESTER, Role.SUPERVISOR, Role.EXAMINER])

    assert account.roles == {Role.REQUESTER, Role.SUPERVISOR, Role.EXAMINER}


def test_a_certificate_does_not_expire_before_it_is_issued() -> None:
    with pytest.raises(IntegrityError, match="certificate_expires_after_issue"):
        CertificateFactory(issued_on=date(2024, 5, 2), expires_on=date(2024, 5, 1))


def test_a_certificate_is_not_revoked_before_it_is_issued() -> None:
    certificate = CertificateFactory(issued_on=date(2024, 5, 2))

    with pytest.raises(IntegrityError, match="certificate_revoked_after_issue"):
        Certificate.objects.filter(pk=certificate.pk).update(
            revoked_on=date(2024, 5, 1), revocation_reason="Issued in error."
        )


@pytest.mark.parametrize(
    "column", ["person_id", "course_id", "issuer", "number", "issued_on", "expires_on"]
)
def test_a_certificate_stays_as_it_was_issued(column: str) -> None:
    certificate = CertificateFactory(expires_on=date(2026, 10, 22))
    other = CertificateFactory(
        issuer=Issuer.FBI, issued_on=date(2020, 1, 3), expires_on=date(2030, 1, 1)
    )

    with pytest.raises(IntegrityError, match="is issued and cannot be changed"):
        Certificate.objects.filter(pk=certificate.pk).update(**{column: getattr(other, column)})


def test_a_certificate_is_not_deleted() -> None:
    certificate = CertificateFactory()

    with pytest.raises(IntegrityError, match="cannot be deleted, but revoked"):
        certificate.delete()


@pytest.mark.parametrize(
    "revocation", [{"revoked_on": date(2024, 5, 2)}, {"revocation_reason": "No."}]
)
def test_a_revocation_has_a_day_and_a_reason(revocation: dict[str, object]) -> None:
    certificate = CertificateFactory()

    with pytest.raises(IntegrityError, match="certificate_revoked_with_reason"):
        Certificate.objects.filter(pk=certificate.pk).update(**revocation)


@pytest.mark.parametrize(
    "change",
    [{"revoked_on": date(2024, 5, 3)}, {"revoked_on": None, "revocation_reason": ""}],
)
def test_a_revocation_is_not_changed(change: dict[str, object]) -> None:
    certificate = CertificateFactory(number="C-1", revoked_on=date(2024, 5, 2))

    with pytest.raises(IntegrityError, match="The revocation of the certificate C-1 cannot"):
        Certificate.objects.filter(pk=certificate.pk).update(**change)


def test_an_issuer_gives_a_number_once() -> None:
    certificate = CertificateFactory()

    with pytest.raises(IntegrityError, match="certificate_number_once"):
        CertificateFactory(issuer=certificate.issuer, number=certificate.number)


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.SEPARATED])
def test_an_account_closes_with_the_service_of_its_person(status: PersonStatus) -> None:
    account = AccountFactory()

    sql("UPDATE personnel_person SET status = %s WHERE id = %s", status, account.person_id)

    account.refresh_from_db()
    assert (account.is_active, account.times_closed) == (False, 1)


def test_leave_closes_no_account() -> None:
    account = AccountFactory()

    Person.objects.filter(pk=account.person_id).update(status=PersonStatus.ON_LEAVE)

    account.refresh_from_db()
    assert account.is_active


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.SEPARATED])
def test_no_account_opens_for_one_who_does_not_serve(status: PersonStatus) -> None:
    account = AccountFactory(username="jane", person__status=status)

    with pytest.raises(IntegrityError, match="The account jane cannot be active"):
        Account.objects.filter(pk=account.pk).update(is_active=True)


def test_no_open_account_is_given_to_one_who_does_not_serve() -> None:
    account = AccountFactory(person=None)
    leaver = PersonFactory(separated=True)

    with pytest.raises(IntegrityError, match="cannot be active"):
        Account.objects.filter(pk=account.pk).update(person=leaver)


def test_every_closing_of_an_account_is_counted() -> None:
    account = AccountFactory()

    for is_active in (False, False, True, False):
        Account.objects.filter(pk=account.pk).update(is_active=is_active)

    account.refresh_from_db()
    assert account.times_closed == 2
