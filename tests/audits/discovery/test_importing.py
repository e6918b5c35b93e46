"""An import: what of it is stored, explained, found, and said not to have been seen."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest

from audits.discovery.actions import cancel_import, read_import, resume_import
from audits.discovery.actions.again import reconcile_again
from audits.discovery.choices import Explanation, ObservationKind, Stage
from audits.discovery.models import FileFault, StoredContact, StoredObservation
from audits.discovery.storing import private_of
from audits.findings.choices import Kind
from audits.findings.models import Finding
from audits.findings.pseudonyms import pseudonym, unseal
from policy.personnel.choices import Role
from policy.personnel.models import Account, Person
from policy.systems.models import System
from tests.audits.discovery.importing import (
    AT,
    COUNTY_SEARCH,
    PAGE,
    handed_over,
    imported,
    in_order,
    quiet,
    squid,
)
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory, SystemFactory
from tests.policy.searches.office import AT as AT_OFFICE
from tests.policy.searches.office import Office, approve, open_office, run, submitted

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def auditor() -> Account:
    return AccountFactory(roles=[Role.AUDITOR])


@pytest.fixture
def clearview() -> System:
    system = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=system, domain="clearview.ai")
    return system


@pytest.fixture
def detective() -> Person:
    return PersonFactory(serial_number="31234", email="ada.crane@police.example")


def counted() -> dict[str, int]:
    kinds = (ObservationKind.SEARCH, ObservationKind.VISIT, ObservationKind.ATTEMPT)
    return {kind: StoredObservation.objects.filter(kind=kind).count() for kind in kinds}


def test_a_search_on_a_service_that_is_not_allowed_is_a_finding_about_a_pseudonym(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    lines = [*quiet(AT, 6), squid(AT + MINUTE, user="ada.crane@police.example")]

    made = imported(tmp_path, {"access.log": in_order(lines)}, by=auditor)

    (observation,) = StoredObservation.objects.all()
    (finding,) = Finding.objects.all()
    assert made.stage == Stage.DONE
    assert (observation.kind, observation.state) == (ObservationKind.SEARCH, Explanation.OPEN)
    assert observation.why == "Clearview AI is not allowed"
    assert observation.finding == finding
    assert (finding.kind, finding.found_by) == (Kind.OUTSIDE_SERVICE, auditor)
    assert finding.subject.code == observation.subject.code == pseudonym("31234")


def test_lines_without_a_contact_are_stored_nowhere_and_those_with_one_are_sealed(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    line = squid(AT + MINUTE, user="ada.crane@police.example", client="10.9.8.7")

    made = imported(tmp_path, {"access.log": in_order([*quiet(AT, 6), line])}, by=auditor)

    (contact,) = StoredContact.objects.all()
    row = StoredContact.objects.filter(pk=contact.pk).values().get()
    told = repr({name: value for name, value in row.items() if name != "sealed"})
    assert made.files.get().lines == 73
    assert "ada.crane" not in told
    assert "10.9.8.7" not in told
    assert b"ada.crane" not in bytes(row["sealed"])
    assert private_of(contact)["line"] == line
    assert private_of(contact)["serial"] == "31234"


def test_the_same_line_in_two_files_is_counted_once_also_across_imports(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    search = squid(AT, user="31234")
    first = {
        "access.log.1": search,
        "access.log": f"{search}\n{squid(AT, PAGE, user='31234', method='GET')}\n",
    }

    made = imported(tmp_path / "a", first, by=auditor)
    again = imported(tmp_path / "b", {"copy.log": search}, by=auditor)

    assert (made.duplicates, again.duplicates) == (1, 1)
    assert counted() == {"search": 1, "visit": 0, "attempt": 0}


def test_a_try_that_was_denied_and_its_retry_are_one_search(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    denied = squid(AT, result="TCP_DENIED/407")
    retried = squid(AT + timedelta(milliseconds=150), user="31234")

    imported(tmp_path, {"access.log": in_order([denied, retried])}, by=auditor)

    (observation,) = StoredObservation.objects.all()
    assert (observation.kind, observation.subject.code) == ("search", pseudonym("31234"))
    assert observation.contacts.count() == 2
    assert {one.actor for one in StoredContact.objects.all()} == {observation.actor}


def test_a_stopped_attempt_is_no_search(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    lines = [squid(AT, user="31234", result="TCP_DENIED/403")]

    imported(tmp_path, {"access.log": in_order(lines)}, by=auditor)

    assert counted() == {"search": 0, "visit": 0, "attempt": 1}


def test_searches_of_one_visit_are_counted_each_and_pages_around_them_are_not(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    lines = [
        squid(AT, "app.clearview.ai:443", user="31234", method="CONNECT"),
        squid(AT + MINUTE, PAGE, user="31234", method="GET"),
        squid(AT + 2 * MINUTE, user="31234"),
        squid(AT + 4 * MINUTE, user="31234"),
        squid(AT + 60 * MINUTE, PAGE, user="31234", method="GET"),
    ]

    imported(tmp_path, {"access.log": in_order(lines)}, by=auditor)

    assert counted() == {"search": 2, "visit": 1, "attempt": 0}
    assert Finding.objects.count() == 1


def test_a_later_import_adds_to_the_visit_that_it_belongs_to(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    first = [squid(AT, PAGE, user="31234", method="GET")]
    second = [squid(AT + MINUTE, user="31234")]

    imported(tmp_path / "a", {"access.log.1": in_order(first)}, by=auditor)
    before = StoredObservation.objects.get()
    imported(tmp_path / "b", {"access.log": in_order(second)}, by=auditor)

    after = StoredObservation.objects.get()
    assert (before.kind, after.kind) == (ObservationKind.VISIT, ObservationKind.SEARCH)
    assert (before.finding.kind, after.finding.kind) == (
        Kind.NO_APPROVED_RUN,
        Kind.OUTSIDE_SERVICE,
    )


@pytest.fixture
def office() -> Office:
    office = open_office()
    HostNameFactory(system=office.lacris, domain="facesearch.county.example")
    return office


def test_a_search_is_explained_by_the_approved_run_of_its_person(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    request = submitted(office)
    approve(office, request)
    run(office, request)
    operator = office.examiner.member.serial_number
    line = squid(AT_OFFICE + MINUTE, COUNTY_SEARCH, user=operator)

    imported(tmp_path, {"access.log": line}, by=auditor)

    (observation,) = StoredObservation.objects.all()
    assert observation.state == Explanation.EXPLAINED
    assert observation.run.request == request
    assert not Finding.objects.exists()


def test_a_run_that_is_recorded_later_explains_what_was_open(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    operator = office.examiner.member.serial_number
    line = squid(AT_OFFICE + MINUTE, COUNTY_SEARCH, user=operator)
    imported(tmp_path, {"access.log": line}, by=auditor)
    finding = StoredObservation.objects.get().finding
    request = submitted(office)
    approve(office, request)
    run(office, request)

    reconcile_again(at=AT_OFFICE + timedelta(days=1))

    observation = StoredObservation.objects.get()
    assert (observation.state, observation.run.request) == (Explanation.EXPLAINED, request)
    assert observation.finding is None
    assert finding.evidence.count() == 2


def test_a_search_that_another_log_shows_without_a_name_is_the_same_search(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    kiosk = {"client": "10.20.0.9"}
    named = squid(AT, user="31234", **kiosk)
    same = squid(AT + timedelta(seconds=2), **kiosk)
    later = squid(AT + timedelta(minutes=9), **kiosk)

    imported(tmp_path, {"a.log": named, "b.log": in_order([same, later])}, by=auditor)

    people = StoredObservation.objects.values_list("kind", "subject__code").order_by("at")
    assert list(people) == [("search", pseudonym("31234")), ("search", None)]


def test_a_search_on_an_allowed_system_without_a_run_is_a_finding(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    operator = office.examiner.member.serial_number

    imported(tmp_path, {"access.log": squid(AT, COUNTY_SEARCH, user=operator)}, by=auditor)

    assert [finding.kind for finding in Finding.objects.all()] == [Kind.NO_APPROVED_RUN]


def test_a_run_that_the_logs_should_show_and_do_not_is_a_finding(
    tmp_path: Path, auditor: Account, office: Office
) -> None:
    request = submitted(office)
    approve(office, request)
    run(office, request)
    # The log does show searches there.
    other = squid(AT_OFFICE - timedelta(hours=1), COUNTY_SEARCH, user="somebody")
    lines = [*quiet(AT_OFFICE - timedelta(hours=2), 4), other]

    imported(tmp_path, {"access.log": in_order(lines)}, by=auditor)

    (finding,) = Finding.objects.filter(kind=Kind.NO_TRACE)
    (evidence,) = finding.evidence.all()
    # The request would name who ran it.
    assert str(request) not in finding.what + finding.place + evidence.words + evidence.link
    assert unseal(evidence.sealed) == f"Request {request}"


def test_what_cannot_be_recognized_is_refused_with_its_first_lines(
    tmp_path: Path, auditor: Account, clearview: System
) -> None:
    files = {"letter.txt": "Dear auditor,\nthis is no log.\n", "access.log": squid(AT)}

    made = imported(tmp_path, files, by=auditor)

    refused = made.files.get(name="letter.txt")
    assert made.stage == Stage.PARTIAL
    assert (refused.role, refused.first_lines) == ("refused", "Dear auditor,\nthis is no log.")
    assert counted()["search"] == 1


def test_a_truncated_gzip_counts_as_far_as_it_goes(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    lines = [squid(AT + MINUTE * n, user="31234") for n in range(50)]
    packed = gzip.compress(in_order([*lines, *quiet(AT, 400)]).encode())

    made = imported(tmp_path, {"access.log.gz": packed[: len(packed) // 2]}, by=auditor)

    (fault,) = FileFault.objects.all()
    assert made.stage == Stage.PARTIAL
    assert fault.what == "its gzip stream is cut off"
    assert fault.offset > 0
    assert 0 < counted()["search"] <= 50


def test_an_import_that_was_canceled_goes_on_where_it_stopped(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    files = {f"access.log.{n}": squid(AT + MINUTE * n, user="31234") for n in (1, 2)}
    made = handed_over(tmp_path, files, by=auditor)
    first = made.files.order_by("pk")[0]
    first.done = True
    first.save()
    cancel_import(made=made, by=auditor, at=AT)
    read_import(made)
    assert counted()["search"] == 0

    resume_import(made=made, by=auditor, at=AT)
    read_import(made)

    made.refresh_from_db()
    assert made.stage == Stage.DONE
    assert counted()["search"] == 1


def test_reading_an_import_again_changes_nothing(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    made = imported(tmp_path, {"access.log": squid(AT, user="31234")}, by=auditor)
    before = list(StoredObservation.objects.values())

    read_import(made)

    assert list(StoredObservation.objects.values()) == before
    assert StoredContact.objects.count() == 1


def test_a_list_of_others_is_told_with_how_many_searches_it_tells_of(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    told = "email,service,searches,told_by\n{},Clearview AI,475,a journalist\n"
    files = {"list.csv": told.format(detective.email) + "Ada,A bakery,3,a neighbor\n" * 2}

    made = imported(tmp_path, files, by=auditor)

    (observation,) = StoredObservation.objects.all()
    (finding,) = Finding.objects.all()
    counts = "1 record of others, 475 searches that they tell of"
    assert (made.stage, FileFault.objects.count()) == (Stage.DONE, 0)
    assert observation.searches_told == 475
    assert finding.what == f"Clearview AI was reached, and nothing explains it: {counts}."
    assert finding.evidence.get().words.startswith(f"{counts}, from ")


def test_nothing_of_those_who_reached_no_service_is_stored(
    tmp_path: Path, auditor: Account, clearview: System
) -> None:
    mail = (
        "time,sender,recipient,subject\n"
        "2026-03-02,shop@bakery.example,ada@police.example,Your cake\n"
        "soon,help@clearview.ai,ada@police.example,Your cake\n"
        '2026-03-02,shop@bakery.example,ada@police.example,"Your cake\n'
    )

    made = imported(tmp_path, {"mail.csv": mail}, by=auditor)

    file, faults = made.files.get(), FileFault.objects.order_by("offset")
    assert [fault.what for fault in faults] == [
        "a time that is none",
        "a row whose quotation marks do not fit together",
    ]
    assert (file.lines, file.contacts, file.first_lines) == (3, 0, "")


def test_lines_that_are_too_long_do_not_hide_the_others(
    tmp_path: Path, auditor: Account, clearview: System, detective: Person
) -> None:
    long = "x" * (10 << 20)
    files = {"access.log": f"{long}\n{squid(AT, user='31234')}\n"}

    made = imported(tmp_path, files, by=auditor)

    assert made.stage == Stage.PARTIAL
    assert [(fault.offset, fault.length) for fault in FileFault.objects.all()] == [
        (0, len(long) + 1)
    ]
    assert counted()["search"] == 1
