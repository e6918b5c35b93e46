"""Certificates of training, as a course or the county hands out a list of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.personnel.importing import cells
from policy.personnel.importing.cells import Code, Reader, Record
from policy.personnel.importing.faults import Fault, ImportRefused
from policy.personnel.importing.plan import Entry, Plan, plan_of, repeated, shown
from policy.personnel.importing.table import Row
from policy.personnel.models import Certificate, Course, Person

COLUMNS = ("serial_number", "course", "issuer", "number", "issued_on", "expires_on")

Key = tuple[str, str]
Register = Mapping[Key | None, Mapping[str, Any]]


def plan_certificates(rows: Iterable[Row]) -> Plan:
    """What importing these rows would do to the register. Raises ImportRefused.

    A certificate is known by its issuer and number, and stays as it was issued: a row that says
    otherwise is a fault. Where no last day is given, the course says how long a new one is valid.
    """
    records, faults = cells.read_rows(rows, readers(), optional={"expires_on": None})
    words = dict(current().choices(ListName.ISSUER))
    register: Register = {
        (certificate.issuer, certificate.number): values_of(certificate, words)
        for certificate in Certificate.objects.select_related("person__rank", "course")
    }
    for record in records:
        set_last_day(record.values, register.get(key_of(record)))
    faults += repeated(records, column="number", key=key_of)
    faults += faults_of_records(records, register)
    if faults:
        raise ImportRefused(faults)
    return plan_of(
        Entry(record.line, label_of(record), record.values, register.get(key_of(record), {}))
        for record in records
    )


def readers() -> dict[str, Reader]:
    people = {person.serial_number: person for person in Person.objects.select_related("rank")}
    courses = {course.code: course for course in Course.objects.all()}
    return {
        "serial_number": cells.known(people, what=_("the serial number of someone registered")),
        "course": cells.known(courses, what=_("the code of a course")),
        "issuer": cells.entry(ListName.ISSUER),
        "number": cells.text(60),
        "issued_on": cells.day,
        "expires_on": cells.day,
    }


def values_of(certificate: Certificate, words: Mapping[str, str]) -> dict[str, Any]:
    """The certificate as a row of the file."""
    return {
        "serial_number": certificate.person,
        "course": certificate.course,
        "issuer": Code(certificate.issuer, str(words.get(certificate.issuer, ""))),
        "number": certificate.number,
        "issued_on": certificate.issued_on,
        "expires_on": certificate.expires_on,
    }


def label_of(record: Record) -> str:
    return "{number}, {serial_number}".format(**record.values)


def key_of(record: Record) -> Key | None:
    issuer, number = record.values.get("issuer"), record.values.get("number")
    return (issuer, number) if issuer and number else None


def set_last_day(values: dict[str, Any], issued: Mapping[str, Any] | None) -> None:
    """Where the file says none, of a registered certificate its own; else the course's."""
    course, issued_on = values.get("course"), values.get("issued_on")
    if values.get("expires_on", ...) is not None:
        return
    if issued:
        values["expires_on"] = issued["expires_on"]
    elif course and issued_on:
        values["expires_on"] = course.last_day(issued_on)


def faults_of_records(records: Iterable[Record], register: Register) -> list[Fault]:
    return [
        fault
        for record in records
        for fault in (
            *faults_of_days(record),
            *faults_against(register.get(key_of(record)), record),
        )
    ]


def faults_of_days(record: Record) -> Iterator[Fault]:
    issued_on, expires_on = record.values.get("issued_on"), record.values.get("expires_on")
    if issued_on and expires_on and expires_on < issued_on:
        expected = _("a day not before %(day)s, on which it is issued") % {"day": issued_on}
        yield Fault(record.line, "expires_on", str(expires_on), expected)


def faults_against(issued: Mapping[str, Any] | None, record: Record) -> Iterator[Fault]:
    """Where the row says something else than the certificate that has its number."""
    if not issued:
        return
    holder, person = issued["serial_number"], record.values.get("serial_number")
    if person and holder != person:
        expected = _("a number of its own; this one is on %(holder)s") % {"holder": holder}
        yield Fault(record.line, "number", record.values["number"], expected)
        return
    for column in ("course", "issued_on", "expires_on"):
        value = record.values.get(column, issued[column])
        if value != issued[column]:
            expected = _(
                "%(issued)s, as it was issued; revoke it, and issue another under its own number"
            ) % {"issued": shown(issued[column]) or _("no last day")}
            yield Fault(record.line, column, shown(value), expected)
