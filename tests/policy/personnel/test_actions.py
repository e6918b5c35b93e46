"""The verbs, and who may use them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from policy.personnel import actions
from policy.personnel.choices import Issuer, PersonStatus, Role, Track
from policy.personnel.models import Account, Certificate
from policy.personnel.queries import certificate_on
from tests.factories.personnel import (
    AccountFactory,
    CertificateFactory,
    CourseFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)
DAY, AFTER = date(2024, 6, 15), date(2024, 6, 16)


def issue(by: Account | None, **options: object) -> object:
    defaults = {
        "person": PersonFactory(),
        "course": CourseFactory(),
        "issuer": Issuer.LACRIS,
        "number": "L-1",
        "issued_on": DAY,
    }
    return actions.issue_certificate(by=by, **{**defaults, **options})


def revoke(certificate: Certificate, by: Account | None = None, on: date = DAY) -> None:
    actions.revoke_certificate(
        by=by, certificate=certificate, on=on, reason="Issued in error.", at=NOW
    )


VERBS: list[Callable[[Account], object]] = [
    lambda by: actions.change_status(by=by, person=PersonFactory(), status=PersonStatus.SEPARATED),
    lambda by: actions.close_account(by=by, account=AccountFactory()),
    lambda by: actions.hand_out_password(by=by, account=AccountFactory(), password="x", at=NOW),
    lambda by: revoke(CertificateFactory(), by=by),
    lambda by: actions.import_roster(by=by, rows=[]),
    lambda by: actions.import_certificates(by=by, rows=[]),
    issue,
]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("verb", VERBS)
def test_only_an_administrator_changes_personnel(
    verb: Callable[[Account], object], role: Role
) -> None:
    account = AccountFactory(roles=[role])

    with pytest.raises(PermissionDenied, match="This needs the role: Administrator"):
        verb(account)


@pytest.mark.parametrize("verb", VERBS)
def test_an_administrator_changes_personnel(
    verb: Callable[[Account], object], administrator: Account
) -> None:
    verb(administrator)


def test_no_administrator_closes_their_own_account(administrator: Account) -> None:
    with pytest.raises(PermissionDenied, match="Another administrator"):
        actions.close_account(by=administrator, account=administrator)


def test_a_course_says_how_long_a_certificate_is_valid() -> None:
    certificate = issue(None, course=CourseFactory(valid_months=24))

    assert certificate.expires_on == date(2026, 6, 15)


def test_a_last_day_that_is_given_counts() -> None:
    certificate = issue(None, course=CourseFactory(valid_months=24), expires_on=date(2025, 1, 1))

    assert certificate.expires_on == date(2025, 1, 1)


def test_a_certificate_that_would_expire_before_its_issue_is_refused() -> None:
    with pytest.raises(ValidationError, match="cannot expire before it is issued"):
        issue(None, expires_on=date(2024, 6, 14))


def test_a_revoked_certificate_is_not_revoked_again() -> None:
    certificate = CertificateFactory(number="C-1", revoked_on=DAY)

    with pytest.raises(ValidationError, match="C-1 was revoked on 2024-06-15 already"):
        revoke(certificate, on=date(2024, 7, 1))


def test_a_certificate_is_not_revoked_before_its_issue() -> None:
    certificate = CertificateFactory(issued_on=date(2024, 6, 17))

    with pytest.raises(ValidationError, match="cannot be revoked before it is issued"):
        revoke(certificate, on=date(2024, 6, 16))


def test_a_certificate_counts_until_the_day_it_is_revoked_on() -> None:
    certificate = CertificateFactory()

    revoke(certificate, on=date(2024, 6, 16))

    counted = {day: certificate_on(certificate.person, day, Track.USER) for day in (DAY, AFTER)}
    assert counted == {DAY: certificate, AFTER: None}


def test_a_certificate_is_not_revoked_on_a_day_gone_by() -> None:
    certificate = CertificateFactory()

    with pytest.raises(ValidationError, match="2024-06-14 has gone by"):
        revoke(certificate, on=date(2024, 6, 14))

    assert Certificate.objects.get().revoked_on is None
