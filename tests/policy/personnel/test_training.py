"""Certificates: valid on a date means on that date, not today."""

from datetime import date

import pytest

from policy.personnel.choices import CertificateState, Role, Track, Training
from policy.personnel.models import Certificate, Person
from policy.personnel.months import months_later
from policy.personnel.queries import (
    certificate_on,
    people_without_current_certificate,
    training_facts,
    with_training,
)
from tests.factories.personnel import (
    AccountFactory,
    CertificateFactory,
    CourseFactory,
    PersonFactory,
    UnitFactory,
)

DAY = date(2024, 6, 15)
BEFORE, AFTER = date(2024, 6, 14), date(2024, 6, 16)

STATES = [
    ({"issued_on": DAY}, BEFORE, CertificateState.NOT_YET),
    ({"issued_on": DAY}, DAY, CertificateState.VALID),
    ({"issued_on": BEFORE, "expires_on": DAY}, DAY, CertificateState.VALID),
    ({"issued_on": BEFORE, "expires_on": DAY}, AFTER, CertificateState.EXPIRED),
    ({"issued_on": BEFORE, "revoked_on": DAY}, BEFORE, CertificateState.VALID),
    ({"issued_on": BEFORE, "revoked_on": DAY}, DAY, CertificateState.REVOKED),
    (
        {"issued_on": BEFORE, "expires_on": BEFORE, "revoked_on": DAY},
        AFTER,
        CertificateState.REVOKED,
    ),
    ({"issued_on": date(2000, 1, 1)}, AFTER, CertificateState.VALID),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("dates", "day", "state"), STATES)
def test_what_a_certificate_is_worth_on_a_day(
    dates: dict[str, date], day: date, state: CertificateState
) -> None:
    certificate = CertificateFactory(**dates)

    assert certificate.state_on(day) == state
    assert Certificate.objects.valid_on(day).exists() == (state == CertificateState.VALID)


@pytest.mark.django_db
def test_an_examiner_is_qualified_to_request_as_well() -> None:
    certificate = CertificateFactory(for_examiners=True)

    facts = training_facts(certificate.person, DAY)

    assert facts == {Track.USER: certificate, Track.EXAMINER: certificate}


@pytest.mark.django_db
def test_a_user_is_not_qualified_to_run() -> None:
    certificate = CertificateFactory()

    facts = training_facts(certificate.person, DAY)

    assert facts == {Track.USER: certificate, Track.EXAMINER: None}


@pytest.mark.django_db
def test_of_several_valid_certificates_the_latest_counts() -> None:
    person = PersonFactory()
    CertificateFactory(person=person, issued_on=date(2022, 1, 1))
    latest = CertificateFactory(person=person, issued_on=date(2023, 1, 1))
    CertificateFactory(person=person, issued_on=AFTER)

    assert certificate_on(person, DAY, Track.USER) == latest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dates", "training"),
    [
        ({"issued_on": BEFORE}, Training.CURRENT),
        ({"issued_on": BEFORE, "expires_on": BEFORE}, Training.LAPSED),
        ({"issued_on": BEFORE, "revoked_on": DAY}, Training.LAPSED),
        ({"issued_on": AFTER}, Training.NONE),
    ],
)
def test_how_a_person_stands_on_a_day(dates: dict[str, date], training: Training) -> None:
    person = CertificateFactory(**dates).person

    found = with_training(Person.objects.all(), DAY, Track.USER).get(pk=person.pk)

    assert found.training == training


@pytest.mark.django_db
def test_a_user_has_never_been_an_examiner() -> None:
    person = CertificateFactory().person

    found = with_training(Person.objects.all(), DAY, Track.EXAMINER).get(pk=person.pk)

    assert found.training == Training.NONE


@pytest.mark.django_db
def test_who_lacks_a_certificate_on_a_day() -> None:
    lapsed = AccountFactory(roles=[Role.REQUESTER]).person
    CertificateFactory(person=lapsed, issued_on=BEFORE, expires_on=BEFORE)
    never = AccountFactory(roles=[Role.REQUESTER, Role.SUPERVISOR]).person
    examiner_trained_as_user = AccountFactory(roles=[Role.EXAMINER]).person
    CertificateFactory(person=examiner_trained_as_user)
    current = AccountFactory(roles=[Role.REQUESTER]).person
    CertificateFactory(person=current)

    found = people_without_current_certificate(DAY)

    assert {person.pk: person.last_expiry for person in found} == {
        lapsed.pk: BEFORE,
        never.pk: None,
        examiner_trained_as_user.pk: None,
    }


@pytest.mark.django_db
def test_who_needs_no_certificate_lacks_none() -> None:
    AccountFactory(roles=[Role.SUPERVISOR])
    AccountFactory(roles=[Role.REQUESTER], is_active=False)
    PersonFactory()

    assert not people_without_current_certificate(DAY).exists()


@pytest.mark.django_db
def test_who_lacks_a_certificate_within_a_unit() -> None:
    bureau = UnitFactory()
    below = AccountFactory(
        roles=[Role.REQUESTER], person__unit=UnitFactory(parent=UnitFactory(parent=bureau))
    )
    AccountFactory(roles=[Role.REQUESTER])

    assert list(people_without_current_certificate(DAY, bureau)) == [below.person]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 15), 24, date(2026, 1, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 11, 1), 1, date(2024, 12, 1)),
    ],
)
def test_months_are_counted_on_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_course_without_an_end_gives_no_last_day() -> None:
    course = CourseFactory.build(valid_months=None)

    assert course.last_day(DAY) is None
