"""What the web layer tells the trail: who acts, and what is read, taken away or refused."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from audits.reports.actions import make_report
from audits.reports.choices import Kind
from audits.trail.models import Entry
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.trail.reading import told
from tests.factories.personnel import AccountFactory, CourseFactory
from tests.policy.searches.office import AT, Office, open_office, submitted

PASSWORD = "a long and quiet river"


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


def client_of(account: Account) -> Client:
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.force_login(account)
    return client


def events(after: int) -> list[tuple[Any, ...]]:
    return [(e["verb"], e["kind"], e["key"], e["request"], e["person"]) for e in told(after)]


def test_view_of_a_request_is_told_with_who_looked_from_where(office: Office):
    request = submitted(office)
    client = client_of(office.supervisor)
    before = Entry.objects.count()

    client.get(reverse("searches:detail", args=[request.pk]))

    (entry,) = told(before)
    person = office.supervisor.person
    assert (entry["verb"], entry["kind"], entry["key"], entry["request"]) == (
        "viewed",
        "searches.SearchRequest",
        str(request.pk),
        str(request.pk),
    )
    assert [entry[name] for name in ("actor", "account", "roles", "address")] == [
        f"{person.rank.name} {person.name} ({person.serial_number})",
        str(office.supervisor.pk),
        "requester supervisor",
        "192.0.2.7",
    ]


def test_view_of_a_person_and_download_of_an_image_are_told(office: Office):
    request = submitted(office)
    person = office.requester.person
    client = client_of(office.supervisor)
    before = Entry.objects.count()

    client.get(reverse("personnel:person", args=[person.pk]))
    client.get(reverse("searches:probe_image", args=[request.pk]))

    key = str(request.pk)
    assert events(before) == [
        ("viewed", "personnel.Person", str(person.pk), None, str(person.pk)),
        ("downloaded", "searches.ProbeImage", key, key, None),
    ]


def test_refused_page_and_request_that_is_kept_from_someone_are_told(office: Office):
    request = submitted(office)
    stranger = AccountFactory(roles=[Role.REQUESTER])
    client = client_of(stranger)
    before = Entry.objects.count()

    statuses = [
        client.get(reverse("reports:list")).status_code,
        client.get(reverse("searches:detail", args=[request.pk])).status_code,
    ]

    key = str(request.pk)
    assert statuses == [403, 404]
    assert events(before) == [
        ("refused", "page", "/reports/", None, None),
        ("refused", "searches.SearchRequest", key, key, None),
    ]


def test_every_download_is_told(office: Office):
    auditor = AccountFactory(roles=[Role.AUDITOR])
    report = make_report(
        kind=Kind.USE, period_from=AT.date(), period_to=AT.date(), unit=None, by=auditor, at=AT
    )
    client = client_of(auditor)
    before = Entry.objects.count()

    client.get(reverse("reports:download", args=[report.pk, "csv"]))
    client.get(reverse("policies:export", args=["lapd-notice-2020", 1]))

    assert events(before) == [
        ("downloaded", "reports.Report", str(report.pk), None, None),
        ("downloaded", "page", "/policies/lapd-notice-2020/1/export/", None, None),
    ]


def sign_in(account: str, password: str) -> Client:
    client = Client()
    client.post(
        reverse("account_login"), {"login": account, "password": password, "acknowledge": "on"}
    )
    return client


@pytest.mark.django_db
def test_sign_in_and_sign_out_are_told():
    account = AccountFactory(username="ana")
    account.set_password(PASSWORD)
    account.save()
    before = Entry.objects.count()

    sign_in("ana", PASSWORD).post(reverse("account_logout"))

    told_of = [e for e in told(before) if e["verb"].startswith("signed")]
    assert [(e["verb"], e["key"], e["account"], e["person"]) for e in told_of] == [
        (verb, str(account.pk), str(account.pk), str(account.person_id))
        for verb in ("signed_in", "signed_out")
    ]


@pytest.mark.django_db
def test_refused_sign_in_is_told_and_what_was_typed_for_a_name_only_where_it_is_one():
    account = AccountFactory(username="ana")
    before = Entry.objects.count()

    sign_in("ana", "wrong")
    sign_in(PASSWORD, "ana")

    refused = [e for e in told(before) if e["verb"] == "sign_in_refused"]
    assert [(e["actor"], e["key"], e["after"]) for e in refused] == [
        ("somebody who is not signed in", str(account.pk), {"user_name": "ana"}),
        ("somebody who is not signed in", "", {"user_name": None}),
    ]
    assert PASSWORD not in str(told(before))


@pytest.mark.django_db
def test_fifth_failure_in_a_row_is_told_as_what_it_is():
    account = AccountFactory(username="ana")
    before = Entry.objects.count()

    for _ in range(5):
        sign_in("ana", "wrong")

    verbs = [e["verb"] for e in told(before) if e["kind"] == "personnel.Account"]
    assert (verbs.count("sign_in_refused"), verbs.count("locked_out")) == (5, 1)
    assert {e["person"] for e in told(before) if e["verb"] == "locked_out"} == {
        str(account.person_id)
    }


def test_change_through_the_admin_is_told_with_the_administrator(office: Office):
    administrator = AccountFactory(roles=[Role.ADMINISTRATOR])
    client = client_of(administrator)
    course = CourseFactory(title="Faces")
    before = Entry.objects.count()

    client.post(
        reverse("admin:personnel_course_change", args=[course.pk]),
        {"code": course.code, "title": "Faces and figures", "track": course.track},
    )

    (entry,) = [e for e in told(before) if e["kind"] == "personnel.Course"]
    assert (entry["account"], entry["roles"], entry["before"], entry["after"]) == (
        str(administrator.pk),
        "administrator",
        {"title": "Faces"},
        {"title": "Faces and figures"},
    )


def test_all_that_one_web_request_did_bears_its_name(office: Office):
    request = submitted(office)
    client = client_of(office.supervisor)
    before = Entry.objects.count()

    client.post(
        reverse("searches:deny", args=[request.pk]), {"reason": "Not this one.", "version": 1}
    )

    entries = told(before)
    assert {e["kind"] for e in entries} >= {"searches.Approval", "searches.Step"}
    assert (len({e["web"] for e in entries}), {e["reason"] for e in entries}) == (
        1,
        {"Not this one."},
    )


def test_page_is_not_shown_where_its_view_cannot_be_told(office: Office):
    client = client_of(office.supervisor)
    person = office.requester.person
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_entry ADD CONSTRAINT full_up CHECK (false) NOT VALID")

    with pytest.raises(DatabaseError, match="full_up"):
        client.get(reverse("personnel:person", args=[person.pk]))


@pytest.mark.django_db
def test_reason_that_no_database_can_hold_hides_no_refused_sign_in():
    account = AccountFactory(username="ana")
    before = Entry.objects.count()

    for _ in range(5):
        Client().post(
            reverse("account_login"),
            {"login": "ana", "password": "wrong", "acknowledge": "on", "reason": "\0"},
        )

    verbs = [e["verb"] for e in told(before) if e["person"] == str(account.person_id)]
    assert (verbs.count("sign_in_refused"), verbs.count("locked_out")) == (5, 1)


@pytest.mark.django_db
def test_account_is_told_by_its_key_however_the_address_spells_it():
    administrator = AccountFactory(roles=[Role.ADMINISTRATOR])
    person = AccountFactory().person
    client = client_of(administrator)
    before = Entry.objects.count()

    for spelled in (f"+{person.pk}", f"0{person.pk}", f"%20{person.pk}"):
        client.get(f"/admin/personnel/person/{spelled}/change/")

    key = str(person.pk)
    assert events(before) == [("viewed", "personnel.Person", key, None, key)] * 3


def test_page_on_which_an_act_is_done_is_a_view_of_the_request(office: Office):
    request = submitted(office)
    client = client_of(office.supervisor)
    before = Entry.objects.count()

    client.get(reverse("searches:approve", args=[request.pk]))

    key = str(request.pk)
    assert events(before) == [("viewed", "searches.SearchRequest", key, key, None)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/requests/0/", "/people/0/", "/requests/99999999999999999999/", "/people/x%00/"]
)
def test_address_of_no_record_is_told_and_not_found(path: str):
    client = client_of(AccountFactory(roles=[Role.AUDITOR]))

    assert client.get(path).status_code == 404
