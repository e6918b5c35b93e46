"""Changes of settings as pages."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from policy.changes import actions
from policy.changes.choices import Verdict
from policy.changes.models import Change
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.factories.personnel import AccountFactory
from tests.factories.systems import SystemFactory
from tests.policy.changes.conftest import AT
from tests.policy.counting import queries_of
from tests.policy.pages import cells, words

pytestmark = pytest.mark.django_db

LIST = reverse("changes:list")
WHY = "The captain asks for it."
READERS = {Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR, Role.OVERSIGHT}


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def leads(ada: Account) -> Change:
    """A proposal of ada's."""
    return propose(ada, 730)


def propose(by: Account, value: int, name: str = "keep_leads") -> Change:
    setting = SETTINGS[name]
    return actions.propose_setting(setting=setting, value=Decimal(value), reason=WHY, by=by, at=AT)


def errors(response: HttpResponse) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [each.get_text(" ", strip=True) for each in page.select(".usa-alert--error li")]


def buttons(response: HttpResponse) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [each["value"] for each in page.select("main button[name=act]")]


@pytest.mark.parametrize("role", Role)
def test_those_who_oversee_read_and_administrators_propose(leads: Change, role: Role):
    client = signed_in(AccountFactory(roles=[role]))
    read = [LIST, reverse("changes:settings"), leads.get_absolute_url()]
    write = [reverse("changes:propose", args=[of]) for of in ("role", "status", "setting")]

    assert {client.get(page).status_code for page in read} == {200 if role in READERS else 403}
    assert {client.get(page).status_code for page in write} == {
        200 if role == Role.ADMINISTRATOR else 403
    }


@pytest.mark.parametrize(
    ("who", "offered"),
    [("ada", ["take_back"]), ("bo", ["approve", "decline"]), ("auditor", [])],
)
def test_each_is_offered_what_they_may_do(
    leads: Change, ada: Account, bo: Account, who: str, offered: list[str]
):
    account = {"ada": ada, "bo": bo}.get(who) or AccountFactory(roles=[Role.AUDITOR])

    assert buttons(signed_in(account).get(leads.get_absolute_url())) == offered


def test_a_change_is_approved_on_its_page(leads: Change, bo: Account):
    response = signed_in(bo).post(
        leads.get_absolute_url(), {"act": "approve", "reason": "Checked."}, follow=True
    )

    leads.refresh_from_db()
    assert (leads.verdict, leads.decided_by) == (Verdict.APPROVED, bo)
    assert "Approved. It is so from now on." in words(response)
    assert buttons(response) == []


def test_declining_without_a_reason_is_an_error_of_the_form(leads: Change, bo: Account):
    response = signed_in(bo).post(leads.get_absolute_url(), {"act": "decline", "reason": " "})

    assert errors(response) == ["Your reason: Give the reason for declining it."]
    assert Change.objects.get(pk=leads.pk).verdict == Verdict.OPEN


@pytest.mark.parametrize("act", ["approve", "decline"])
def test_the_proposer_is_told_why_not(leads: Change, ada: Account, act: str):
    response = signed_in(ada).post(leads.get_absolute_url(), {"act": act, "reason": "Mine."})

    assert errors(response) == ["Nobody decides on what they proposed."]
    assert Change.objects.get(pk=leads.pk).verdict == Verdict.OPEN


def test_who_only_reads_cannot_decide(leads: Change):
    auditor = AccountFactory(roles=[Role.AUDITOR])

    signed_in(auditor).post(leads.get_absolute_url(), {"act": "approve", "reason": "Yes."})

    assert Change.objects.get(pk=leads.pk).verdict == Verdict.OPEN


def test_who_comes_late_is_told_who_was_faster(leads: Change, bo: Account):
    actions.approve(change=leads, by=bo, at=AT)
    third = AccountFactory(roles=[Role.ADMINISTRATOR])

    response = signed_in(third).post(leads.get_absolute_url(), {"act": "approve", "reason": ""})

    assert errors(response) == ["It was decided meanwhile: approved, by bo."]


def test_an_act_that_there_is_not_is_not_found(leads: Change, bo: Account):
    assert signed_in(bo).post(leads.get_absolute_url(), {"act": "delete"}).status_code == 404


def a_role() -> dict[str, object]:
    account = AccountFactory(username="cy", person=None)
    return {"account": account.pk, "given": "give", "role": "examiner"}


def a_status() -> dict[str, object]:
    return {"system": SystemFactory(name="LACRIS").pk, "status": "retired"}


PROPOSALS: list[tuple[str, Callable[[], dict[str, object]], str]] = [
    ("role", a_role, "Give cy the role Examiner"),
    ("status", a_status, "Change the status of LACRIS to retired"),
    (
        "setting",
        lambda: {"setting": "keep_leads", "value": "730"},
        "Set the retention of leads: 730 days",
    ),
]


@pytest.mark.parametrize(("of", "entered", "title"), PROPOSALS, ids=[each[0] for each in PROPOSALS])
def test_a_change_is_proposed_and_the_page_says_for_whom_it_waits(
    ada: Account,
    bo: Account,
    of: str,
    entered: Callable[[], dict[str, object]],
    title: str,
):
    response = signed_in(ada).post(
        reverse("changes:propose", args=[of]), {**entered(), "reason": WHY}, follow=True
    )

    change = Change.objects.latest("pk")
    assert (str(change), change.proposed_by, change.reason) == (title, ada, WHY)
    assert f"Proposed: {title}. It waits for one of: bo." in words(response)


def test_without_another_administrator_the_page_says_that_nobody_can_approve(ada: Account):
    Account.objects.exclude(pk=ada.pk).update(is_active=False)

    response = signed_in(ada).post(
        reverse("changes:propose", args=["setting"]),
        {"setting": "keep_leads", "value": "730", "reason": WHY},
        follow=True,
    )

    assert "Nobody can approve it, as there is no other administrator." in words(response)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, ["This field is required."]),
        ({"value": "5"}, ["Expected 365 days to 18250 days."]),
        ({"setting": ""}, ["This field is required."]),
        ({"value": "many"}, ["Enter a number."]),
    ],
)
def test_what_is_wrong_is_an_error_of_the_form_that_loses_nothing_typed(
    ada: Account, wrong: dict[str, str], said: list[str]
):
    typed = {"setting": "keep_leads", "value": "730", "reason": "Typed.", **wrong}

    response = signed_in(ada).post(reverse("changes:propose", args=["setting"]), typed)

    shown = " ".join(errors(response))
    assert all(words in shown for words in said)
    assert ("Typed." in response.content.decode()) == ("reason" not in wrong)
    assert not Change.objects.exists()


def test_what_waits_stands_first_and_what_was_decided_below(ada: Account, bo: Account):
    decided = propose(ada, 730)
    actions.decline(change=decided, by=bo, at=AT, reason="No.")
    propose(ada, 900)

    response = signed_in(bo).get(LIST)

    assert cells(response, "Change") == ["Set the retention of leads: 730 days"]
    assert cells(response, "From and to") == ["1825 days to 730 days"]
    assert cells(response, "Verdict") == ["Declined"]
    assert words(response).index("900 days") < words(response).index("730 days")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "lacris"}, 1),
        ({"q": "captain"}, 1),
        ({"kind": "system_status"}, 1),
        ({"kind": "setting", "verdict": "declined"}, 1),
        ({"verdict": "taken_back"}, 0),
        ({"q": "nothing of the kind"}, 0),
        ({"kind": "nonsense"}, 2),
        ({}, 2),
    ],
)
def test_the_history_is_filtered(ada: Account, bo: Account, query: dict[str, str], found: int):
    SystemFactory(name="LACRIS")
    actions.decline(change=propose(ada, 730), by=bo, at=AT, reason="No.")

    response = signed_in(ada).get(LIST, query)

    assert len(cells(response, "Change")) == found


def test_a_list_takes_as_many_queries_for_a_hundred_changes_as_for_one(ada: Account):
    AccountFactory(roles=[Role.EXAMINER])
    client = signed_in(ada)
    for_one = queries_of(client, LIST)

    for _ in range(60):
        AccountFactory(roles=[Role.EXAMINER])

    assert queries_of(client, LIST) == for_one


def test_settings_show_their_value_since_when_and_by_which_change(leads: Change, bo: Account):
    actions.approve(change=leads, by=bo, at=AT)

    response = signed_in(bo).get(reverse("changes:settings"))

    page = BeautifulSoup(response.content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert len(rows) == len(SETTINGS)
    (row,) = [row for row in rows if row.startswith("Retention of leads")]
    assert "730 days 365 to 18250 days" in row
    assert row.endswith(f"change {leads.pk}")
    assert {row.endswith("always default that ships") for row in rows} == {True, False}


def test_home_says_what_waits_for_an_administrator(leads: Change, ada: Account, bo: Account):
    waits = {
        account.username: "Changes of settings to decide on" in words(signed_in(account).get("/"))
        for account in (ada, bo, AccountFactory(username="cy", roles=[Role.AUDITOR]))
    }

    assert waits == {"ada": False, "bo": True, "cy": False}
