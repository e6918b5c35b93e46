"""Certificates from a file, by the same rules as the roster."""

from datetime import date

import pytest

from policy.personnel.actions import import_certificates
from policy.personnel.choices import Issuer
from policy.personnel.importing.faults import ImportRefused
from policy.personnel.models import Certificate, Course
from tests.factories.personnel import CertificateFactory, CourseFactory, PersonFactory
from tests.policy.personnel.files import certificate_row, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _register(db: None) -> None:
    PersonFactory(serial_number="101", first_name="Ada", last_name="Alder")
    PersonFactory(serial_number="102")
    CourseFactory(code="FR-101", valid_months=24)
    CourseFactory(code="FR-9")


def refused(*rows: dict[str, str]) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        import_certificates(by=None, rows=rows_of(*rows))
    return refusal.value


FAULTS = [
    ("serial_number", "99", "the serial number of someone registered, such as 101, 102"),
    ("course", "FR-102", "the code of a course, such as FR-101, FR-9"),
    (
        "issuer",
        "county",
        "one of department, lacris, fbi, state_academy, vendor, other",
    ),
    ("number", "", "a value, not an empty cell"),
    ("number", "x" * 61, "at most 60 characters"),
    ("issued_on", "31.12.2024", "a date such as 2026-03-31 or 3/31/2026"),
    ("issued_on", "2024-02-30", "a date such as 2026-03-31 or 3/31/2026"),
    ("issued_on", "0204-01-15", "a date such as 2026-03-31 or 3/31/2026"),
    ("expires_on", "never", "a date such as 2026-03-31 or 3/31/2026"),
    ("expires_on", "2024-01-14", "a day not before 2024-01-15, on which it is issued"),
]


@pytest.mark.parametrize(("column", "value", "expected"), FAULTS)
def test_a_fault_names_line_column_value_and_what_was_expected(
    column: str, value: str, expected: str
) -> None:
    (fault,) = refused(certificate_row(**{column: value})).faults

    assert (fault.line, fault.column, fault.value, fault.expected) == (2, column, value, expected)


def test_a_number_of_an_issuer_stands_in_the_file_once() -> None:
    (fault,) = refused(certificate_row(), certificate_row(serial_number="102")).faults

    assert (fault.line, fault.column, fault.value) == (3, "number", "L-1")


def test_a_certificate_does_not_pass_to_another_person() -> None:
    CertificateFactory(issuer=Issuer.LACRIS, number="L-1", person__serial_number="103")

    (fault,) = refused(certificate_row()).faults

    assert (fault.line, fault.column, fault.value) == (2, "number", "L-1")


def test_a_certificate_is_added_as_the_row_says() -> None:
    import_certificates(
        by=None, rows=rows_of(certificate_row(issued_on="1/15/2024", expires_on="2025-01-14"))
    )

    certificate = Certificate.objects.get()
    assert (certificate.person.serial_number, certificate.course.code) == ("101", "FR-101")
    assert (certificate.issuer, certificate.number) == (Issuer.LACRIS, "L-1")
    assert (certificate.issued_on, certificate.expires_on) == (date(2024, 1, 15), date(2025, 1, 14))


@pytest.mark.parametrize(("course", "last"), [("FR-101", date(2026, 1, 15)), ("FR-9", None)])
def test_without_a_last_day_the_course_says_it(course: str, last: date | None) -> None:
    import_certificates(by=None, rows=rows_of(certificate_row(course=course)))

    assert Certificate.objects.get().expires_on == last


@pytest.mark.parametrize(
    ("column", "value", "shown", "issued"),
    [
        ("expires_on", "2030-01-01", "Jan. 1, 2030", "Jan. 15, 2026"),
        ("issued_on", "2024-01-16", "Jan. 16, 2024", "Jan. 15, 2024"),
        ("course", "FR-9", "FR-9 Face recognition FR-9", "FR-101 Face recognition FR-101"),
    ],
)
def test_a_certificate_stays_as_it_was_issued(
    column: str, value: str, shown: str, issued: str
) -> None:
    import_certificates(by=None, rows=rows_of(certificate_row()))
    before = Certificate.objects.values().get()

    faults = refused(certificate_row(**{column: value}), certificate_row(number="L-2")).faults

    assert [(fault.line, fault.column, fault.value, fault.expected) for fault in faults] == [
        (
            2,
            column,
            shown,
            f"{issued}, as it was issued; revoke it, and issue another under its own number",
        )
    ]
    assert Certificate.objects.values().get() == before


def test_a_course_that_is_valid_longer_now_moves_no_certificate() -> None:
    import_certificates(by=None, rows=rows_of(certificate_row()))
    Course.objects.filter(code="FR-101").update(valid_months=60)

    plan = import_certificates(by=None, rows=rows_of(certificate_row()))

    assert plan.counts() == {"added": 0, "changed": 0, "unchanged": 1}
    assert Certificate.objects.get().expires_on == date(2026, 1, 15)


def test_a_file_imported_twice_changes_nothing_the_second_time() -> None:
    rows = rows_of(certificate_row(), certificate_row(number="L-2"))
    import_certificates(by=None, rows=rows)

    plan = import_certificates(by=None, rows=rows)

    assert plan.counts() == {"added": 0, "changed": 0, "unchanged": 2}
