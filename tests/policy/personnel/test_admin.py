"""Personnel in the admin."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from axes.models import AccessAttempt
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Grade, Issuer, Role
from policy.personnel.importing.roster import plan_roster
from policy.personnel.importing.table import read_table
from policy.personnel.models import Account, Certificate, Person, Rank
from tests.factories.personnel import (
    PASSWORD,
    AccountFactory,
    CertificateFactory,
    CourseFactory,
    PersonFactory,
    RankFactory,
    UnitFactory,
)
from tests.policy.admin_pages import errors, exported, filled
from tests.policy.counting import queries_of
from tests.policy.personnel.conftest import SignIn
from tests.policy.personnel.files import ROSTER_HEAD

pytestmark = pytest.mark.django_db

MODELS = ("rank", "unit", "person", "account", "course", "certificate")
MAKERS: dict[str, Callable[[], object]] = {
    "rank": RankFactory,
    "unit": UnitFactory,
    "person": PersonFactory,
    "account": AccountFactory,
    "course": CourseFactory,
    "certificate": CertificateFactory,
}


@pytest.fixture
def client(sign_in: SignIn, administrator: Account) -> Client:
    return sign_in(account=administrator)


def url(page: str, *args: object) -> str:
    return reverse(f"admin:personnel_{page}", args=args)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["changelist", "add", "autocomplete", "change", "history"])
def test_every_page_of_the_admin_opens(client: Client, model: str, page: str) -> None:
    made = MAKERS[model]()
    pages = {
        "changelist": url(f"{model}_changelist") + "?q=a",
        "add": url(f"{model}_add"),
        "change": url(f"{model}_change", made.pk),
        "history": url(f"{model}_history", made.pk),
        "autocomplete": reverse("admin:autocomplete")
        + "?term=a&app_label=personnel&model_name=person&field_name=supervisor",
    }

    assert client.get(pages[page]).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_enters_the_admin(sign_in: SignIn, role: Role) -> None:
    assert sign_in(role).get(reverse("admin:index")).status_code == 403


def test_the_admin_is_titled_for_gatehouse(client: Client) -> None:
    page = BeautifulSoup(client.get(reverse("admin:index")).content, "html.parser")

    assert page.select_one("#site-name").get_text(strip=True) == "Gatehouse administration"
    assert page.title.get_text() == "People, systems and reference data | Gatehouse"


@pytest.mark.parametrize("model", ["person", "account", "certificate"])
def test_what_ends_otherwise_is_not_deleted(client: Client, model: str) -> None:
    made = MAKERS[model]()

    assert client.post(url(f"{model}_delete", made.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_lists_take_as_many_queries_for_a_hundred_rows_as_for_one(
    client: Client, model: str
) -> None:
    MAKERS[model]()
    page = url(f"{model}_changelist")
    for_one = queries_of(client, page)

    for _ in range(99):
        MAKERS[model]()

    assert queries_of(client, page) == for_one


# --- People ------------------------------------------------------------------------------------


def test_a_cycle_in_the_chain_is_an_error_of_the_form_that_loses_nothing_typed(
    client: Client,
) -> None:
    captain = PersonFactory(serial_number="1")
    officer = PersonFactory(supervisor=captain)
    page = url("person_change", captain.pk)

    response = client.post(
        page, {**filled(client, page), "supervisor": officer.pk, "first_name": "Typed"}
    )

    assert response.status_code == 200
    assert errors(response) == ["The chain of command of 1 would lead back to the same person."]
    assert 'value="Typed"' in response.content.decode()
    captain.refresh_from_db()
    assert (captain.supervisor, captain.first_name) == (None, "Robin")


def test_ones_own_supervisor_is_an_error_of_the_form(client: Client) -> None:
    person = PersonFactory()
    page = url("person_change", person.pk)

    response = client.post(page, {**filled(client, page), "supervisor": person.pk})

    assert errors(response) == ["A person cannot be their own supervisor."]


def test_a_unit_below_itself_is_an_error_of_the_form(client: Client) -> None:
    unit = UnitFactory()
    below = UnitFactory(parent=unit)
    page = url("unit_change", unit.pk)

    response = client.post(page, {**filled(client, page), "parent": below.pk})

    assert errors(response) == ["A node cannot be made a descendant of itself."]


def test_a_suspension_in_the_admin_closes_the_account(client: Client) -> None:
    account = AccountFactory()
    page = url("person_change", account.person_id)

    client.post(page, {**filled(client, page), "status": "suspended"})

    account.refresh_from_db()
    assert not account.is_active


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_exported_cell_is_run_as_a_formula(client: Client, start: str) -> None:
    formula = f"{start}HYPERLINK(1)"
    PersonFactory(serial_number="0", first_name=formula)

    (row,) = exported(client.get(url("person_export"), {"serial_number": "0"}))

    assert row["first_name"] == f"'{formula}"


def test_an_export_is_a_roster_that_changes_nothing(client: Client) -> None:
    PersonFactory(serial_number="2", supervisor=PersonFactory(serial_number="1"), email="")
    PersonFactory(serial_number="3", civilian=True, separated=True, last_name="=1+1")

    content = client.get(url("person_export")).content

    assert content.splitlines()[0].decode() == ROSTER_HEAD
    plan = plan_roster(read_table(content, columns=ROSTER_HEAD.split(",")))
    assert plan.counts() == {"added": 0, "changed": 0, "unchanged": 4}


def test_an_export_keeps_to_the_filters_of_the_list(client: Client) -> None:
    PersonFactory(serial_number="1", separated=True)

    rows = exported(client.get(url("person_export"), {"status__exact": "separated"}))

    assert [row["serial_number"] for row in rows] == ["1"]


@pytest.mark.parametrize(("model", "kind"), [("person", "roster"), ("certificate", "certificates")])
def test_a_list_leads_to_the_import_of_its_kind(client: Client, model: str, kind: str) -> None:
    page = BeautifulSoup(client.get(url(f"{model}_changelist")).content, "html.parser")

    links = {link.get_text(strip=True): link["href"] for link in page.select(".object-tools a")}
    assert links["Import"] == reverse("personnel:import", args=[kind])


# --- Certificates ------------------------------------------------------------------------------


def test_certificates_are_exported_with_their_revocation(client: Client) -> None:
    CertificateFactory(
        person__serial_number="101",
        course__code="FR-1",
        issuer=Issuer.FBI,
        number="F-1",
        revoked_on=date(2024, 5, 1),
    )

    assert exported(client.get(url("certificate_export"))) == [
        {
            "serial_number": "101",
            "course": "FR-1",
            "issuer": "fbi",
            "number": "F-1",
            "issued_on": "2020-01-02",
            "expires_on": "",
            "revoked_on": "2024-05-01",
            "revocation_reason": "Issued in error.",
        }
    ]


def test_a_certificate_added_without_a_last_day_takes_it_from_the_course(client: Client) -> None:
    client.post(
        url("certificate_add"),
        {
            "person": PersonFactory().pk,
            "course": CourseFactory(valid_months=12).pk,
            "issuer": "fbi",
            "number": "F-1",
            "issued_on": "2024-01-15",
        },
    )

    assert Certificate.objects.get().expires_on == date(2025, 1, 15)


def test_an_expiry_before_the_issue_is_an_error_of_the_form(client: Client) -> None:
    response = client.post(
        url("certificate_add"),
        {
            "person": PersonFactory().pk,
            "course": CourseFactory().pk,
            "issuer": "fbi",
            "number": "F-1",
            "issued_on": "2024-01-15",
            "expires_on": "2019-12-31",
        },
    )

    assert errors(response) == ["A certificate cannot expire before it is issued."]


def test_an_issued_certificate_can_only_be_revoked(client: Client) -> None:
    certificate = CertificateFactory(expires_on=date(2026, 10, 22))
    page = url("certificate_change", certificate.pk)

    offered = {name for name in filled(client, page) if not name.startswith(("_", "csrf"))}
    client.post(page, {**filled(client, page), "expires_on": "2030-01-01"})

    certificate.refresh_from_db()
    assert offered == {"revoked_on", "revocation_reason"}
    assert certificate.expires_on == date(2026, 10, 22)


REVOCATION = {"revoked_on": "2024-06-15", "revocation_reason": "Issued in error."}


@time_machine.travel("2024-06-15 18:00Z")
def test_a_certificate_is_revoked_with_a_day_and_a_reason(client: Client) -> None:
    certificate = CertificateFactory()
    page = url("certificate_change", certificate.pk)

    client.post(page, {**filled(client, page), **REVOCATION})

    certificate.refresh_from_db()
    assert (certificate.revoked_on, certificate.revocation_reason) == (
        date(2024, 6, 15),
        "Issued in error.",
    )
    assert "revocation_reason" not in filled(client, page)


@time_machine.travel("2024-06-15 18:00Z")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"revocation_reason": ""}, "A revocation has both a day and a reason."),
        ({"revoked_on": ""}, "A revocation has both a day and a reason."),
        (
            {"revoked_on": "2024-06-14"},
            "2024-06-14 has gone by: a certificate is revoked from today or a later day on.",
        ),
    ],
)
def test_a_revocation_that_is_incomplete_or_late_is_an_error_of_the_form(
    client: Client, change: dict[str, str], message: str
) -> None:
    page = url("certificate_change", CertificateFactory().pk)

    response = client.post(page, {**filled(client, page), **REVOCATION, **change})

    assert errors(response) == [message]


# --- Accounts ----------------------------------------------------------------------------------


NO_ROLES = {"grants-TOTAL_FORMS": "0", "grants-INITIAL_FORMS": "0"}


def test_an_account_is_made_with_a_password(client: Client) -> None:
    person = PersonFactory()

    client.post(
        url("account_add"),
        {
            "username": "ada",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "person": person.pk,
            **NO_ROLES,
        },
    )

    account = Account.objects.get(username="ada")
    assert (account.person, account.roles) == (person, frozenset())
    assert account.check_password(PASSWORD)


def test_a_password_that_is_too_short_is_refused(client: Client) -> None:
    response = client.post(
        url("account_add"),
        {
            "username": "ada",
            "usable_password": "true",
            "password1": "short words",
            "password2": "short words",
            **NO_ROLES,
        },
    )

    assert errors(response) == [
        "This password is too short. It must contain at least 15 characters."
    ]


def test_a_password_is_changed_and_ends_the_sessions(client: Client, sign_in: SignIn) -> None:
    account = AccountFactory(roles=[Role.AUDITOR])
    theirs = sign_in(account=account)

    client.post(
        reverse("admin:auth_user_password_change", args=[account.pk]),
        {
            "usable_password": "true",
            "password1": "another private phrase",
            "password2": "another private phrase",
        },
    )

    account.refresh_from_db()
    assert account.check_password("another private phrase")
    assert theirs.get(reverse("personnel:people")).status_code == 302


def test_nobody_closes_their_own_account(client: Client, administrator: Account) -> None:
    page = url("account_change", administrator.pk)
    data = filled(client, page)
    del data["is_active"]

    response = client.post(page, data)

    assert errors(response) == ["Another administrator has to close your account."]


def test_an_account_closed_in_the_admin_loses_its_sessions(client: Client, sign_in: SignIn) -> None:
    account = AccountFactory(roles=[Role.AUDITOR])
    theirs = sign_in(account=account)
    page = url("account_change", account.pk)
    data = filled(client, page)
    del data["is_active"]

    client.post(page, data)

    assert theirs.get(reverse("personnel:people")).status_code == 302


def test_the_account_of_one_who_does_not_serve_cannot_be_opened(client: Client) -> None:
    account = AccountFactory(username="ada", person__separated=True)
    page = url("account_change", account.pk)

    response = client.post(page, {**filled(client, page), "is_active": "on"})

    assert errors(response) == ["The account ada cannot be active: its person does not serve."]


def test_a_lock_after_failed_attempts_is_released(client: Client) -> None:
    locked, other = AccountFactory(username="ada"), AccountFactory(username="bo")
    for account in (locked, other):
        AccessAttempt.objects.create(username=account.username, failures_since_start=5)

    response = client.post(
        url("account_changelist"),
        {"action": "release_locks", "_selected_action": [locked.pk]},
        follow=True,
    )

    assert "Released 1 account." in response.content.decode()
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["bo"]


def test_ranks_are_written(client: Client) -> None:
    client.post(url("rank_add"), {"name": "Detective II", "grade": "detective", "order": "9"})

    assert Rank.objects.get(name="Detective II").grade == Grade.DETECTIVE


def test_people_are_written(client: Client) -> None:
    client.post(
        url("person_add"),
        {
            "serial_number": "7",
            "first_name": "Ada",
            "last_name": "Alder",
            "rank": RankFactory().pk,
            "unit": UnitFactory().pk,
            "status": "active",
        },
    )

    assert Person.objects.get(serial_number="7").sworn is False
