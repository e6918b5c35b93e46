"""What the admin proposes, of accounts and of systems, instead of writing it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.systems.choices import SystemStatus
from policy.systems.models import System
from tests.factories.personnel import PASSWORD, AccountFactory
from tests.factories.systems import SystemFactory
from tests.policy.admin_pages import errors, filled

WHY = "The captain asks for it."


@pytest.fixture
def client(ada: Account) -> Client:
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture(autouse=True)
def other(bo: Account) -> Account:
    return bo


def account_page(account: Account) -> str:
    return reverse("admin:personnel_account_change", args=[account.pk])


def roles_sent(*roles: str, held: int = 0) -> dict[str, str]:
    """The part of the form with new roles, below `held` that are there already."""
    sent = {"grants-TOTAL_FORMS": str(held + len(roles)), "grants-INITIAL_FORMS": str(held)}
    return sent | {f"grants-{held + n}-role": role for n, role in enumerate(roles)}


def waiting() -> list[tuple[str, ...]]:
    """The changes that are open: what kind, of what, to what, and why."""
    changes = Change.objects.filter(verdict=Verdict.OPEN).order_by("pk")
    return [
        (change.kind, change.role or change.system.slug, change.after, change.reason)
        for change in changes.select_related("system")
    ]


def told(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Roles -------------------------------------------------------------------------------------


def test_roles_of_a_new_account_are_proposed(client: Client, ada: Account):
    response = client.post(
        reverse("admin:personnel_account_add"),
        {
            "username": "cy",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "reason": WHY,
            **roles_sent("requester", "supervisor"),
        },
    )

    account = Account.objects.get(username="cy")
    assert account.roles == frozenset()
    assert waiting() == [
        (ChangeKind.ROLE_GIVEN, "requester", True, WHY),
        (ChangeKind.ROLE_GIVEN, "supervisor", True, WHY),
    ]
    assert set(account.changes.values_list("proposed_by", flat=True)) == {ada.pk}
    assert "Give cy the role Requester. It waits for one of: bo." in " ".join(told(response))


def test_a_role_is_exchanged_by_two_proposals(client: Client):
    account = AccountFactory(roles=[Role.REQUESTER])
    page = account_page(account)

    client.post(
        page,
        {
            **filled(client, page),
            **roles_sent("auditor", held=1),
            "grants-0-DELETE": "on",
            "reason": WHY,
        },
    )

    assert Account.objects.get(pk=account.pk).roles == {Role.REQUESTER}
    assert waiting() == [
        (ChangeKind.ROLE_TAKEN, "requester", False, WHY),
        (ChangeKind.ROLE_GIVEN, "auditor", True, WHY),
    ]


def test_the_admins_own_history_tells_of_no_role(client: Client):
    account = AccountFactory(roles=[Role.REQUESTER])
    page = account_page(account)

    client.post(page, {**filled(client, page), **roles_sent("examiner", held=1), "reason": WHY})

    assert LogEntry.objects.get().get_change_message() == "No fields changed."


@pytest.mark.parametrize(
    ("held", "entered", "said"),
    [
        ("requester", {"reason": ""}, "Give the reason. It is kept with the change."),
        (
            "requester",
            {**roles_sent("auditor", held=1), "reason": WHY},
            "{account} holds other roles, and the role Auditor is held alone.",
        ),
    ],
)
def test_what_cannot_be_proposed_is_an_error_of_the_form_that_loses_nothing_typed(
    client: Client, held: str, entered: dict[str, str], said: str
):
    account = AccountFactory(roles=[Role(held)])
    page = account_page(account)
    sent = {**filled(client, page), **roles_sent("examiner", held=1), **entered}

    response = client.post(page, {**sent, "email": "typed@police.example"})

    assert errors(response) == [said.format(account=account)]
    assert "typed@police.example" in response.content.decode()
    assert (waiting(), Account.objects.get(pk=account.pk).email) == ([], "")


def test_the_same_is_not_proposed_twice(client: Client):
    account = AccountFactory(username="cy", roles=[Role.REQUESTER])
    page = account_page(account)
    sent = {**filled(client, page), **roles_sent("examiner", held=1), "reason": WHY}
    client.post(page, sent)

    response = client.post(page, sent)

    name = account.display_name
    assert errors(response) == [f"This waits already: Give {name} the role Examiner."]


def test_neither_of_two_administrators_is_proposed_to_lose_the_role(client: Client, bo: Account):
    page = account_page(bo)

    response = client.post(page, {**filled(client, page), "grants-0-DELETE": "on", "reason": WHY})

    assert errors(response) == [
        "Two administrators always remain. Give the role to another before it is taken."
    ]


def test_an_account_is_changed_without_a_reason_where_no_role_is(client: Client):
    account = AccountFactory(roles=[Role.REQUESTER])
    page = account_page(account)

    client.post(page, {**filled(client, page), "email": "new@police.example"})

    assert Account.objects.get(pk=account.pk).email == "new@police.example"


# --- Systems -----------------------------------------------------------------------------------


def system_page(system: System) -> str:
    return reverse("admin:systems_system_change", args=[system.pk])


def test_a_status_is_proposed_and_everything_else_is_written(client: Client):
    system = SystemFactory(commercial=True)
    page = system_page(system)
    changes = {"status": "allowed", "verified_on": "2024-06-15", "reason": WHY}

    response = client.post(page, {**filled(client, page), **changes})

    system.refresh_from_db()
    assert (system.status, system.verified_on) == (SystemStatus.PROHIBITED, date(2024, 6, 15))
    assert waiting() == [(ChangeKind.SYSTEM_STATUS, system.slug, "allowed", WHY)]
    assert f"Change the status of {system} to allowed. It waits for one of: bo." in " ".join(
        told(response)
    )
    assert LogEntry.objects.get().get_change_message() == ("Changed Verified by the department on.")


def test_a_new_system_enters_as_prohibited_with_a_proposal(client: Client):
    form = {
        "name": "Faces",
        "slug": "faces",
        "vendor": "Inc",
        "ownership": "government",
        "performing_entity": "county",
        "galleries": ["booking_photos"],
        "status": "allowed",
        "verified_on": "2024-06-15",
        "reason": WHY,
        **{f"{prefix}-TOTAL_FORMS": "0" for prefix in ("host_names", "accuracy_tests")},
        **{f"{prefix}-INITIAL_FORMS": "0" for prefix in ("host_names", "accuracy_tests")},
    }

    client.post(reverse("admin:systems_system_add"), form)

    assert System.objects.get().status == SystemStatus.PROHIBITED
    assert waiting() == [(ChangeKind.SYSTEM_STATUS, "faces", "allowed", WHY)]


def test_a_status_without_a_reason_is_an_error_of_the_form(client: Client):
    system = SystemFactory()
    page = system_page(system)

    response = client.post(page, {**filled(client, page), "status": "retired", "notes": "Typed"})

    assert errors(response) == ["Give the reason. It is kept with the change."]
    assert "Typed" in response.content.decode()
    assert System.objects.get().notes == ""


def test_the_form_says_who_changes_a_status(client: Client):
    page = BeautifulSoup(client.get(system_page(SystemFactory())).content, "html.parser")

    assert "Takes two administrators" in page.select_one(".field-status .help").get_text()


@pytest.mark.parametrize("status", ["prohibited", "retired"])
def test_a_file_changes_no_status(client: Client, status: str):
    system = SystemFactory()
    export = client.get(reverse("admin:systems_system_export")).content.decode()
    file = SimpleUploadedFile("s.csv", export.replace(",allowed,", f",{status},").encode())

    response = client.post(
        reverse("admin:systems_system_import"), {"format": "0", "import_file": file}
    )

    page = BeautifulSoup(response.content, "html.parser").get_text(" ")
    assert "a file changes no status" in " ".join(page.split())
    assert System.objects.get(pk=system.pk).status == SystemStatus.ALLOWED


# --- Changes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["changelist", "change", "history"])
def test_changes_are_shown_and_not_written(client: Client, page: str):
    AccountFactory(roles=[Role.EXAMINER])
    change = Change.objects.get()
    arguments = [] if page == "changelist" else [change.pk]

    answer = client.get(reverse(f"admin:changes_change_{page}", args=arguments))

    assert answer.status_code == 200
    assert client.get(reverse("admin:changes_change_add")).status_code == 403
