import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.findings.choices import Kind, State
from audits.findings.models import Finding
from policy.personnel.choices import Role
from tests.factories.findings import FindingFactory
from tests.factories.personnel import AccountFactory
from tests.harness.pages import soup, words

pytestmark = pytest.mark.django_db

LIST = reverse("findings:list")
READERS = (Role.AUDITOR, Role.OVERSIGHT, Role.ADMINISTRATOR)
WARNED = (*READERS, Role.POLICY_OFFICER)
BANNER = "The trail does not verify: records may have been changed past Gatehouse."


def sign_in(client, *roles):
    account = AccountFactory(roles=roles, person__first_name="Ana", person__last_name="Ruiz")
    client.force_login(account)
    return account


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_watch_over_the_department_open_findings(client, role):
    finding = FindingFactory()
    sign_in(client, role)

    status = {client.get(path).status_code for path in (LIST, finding.get_absolute_url())}

    assert status == ({200} if role in READERS else {403})


@pytest.mark.parametrize("role", list(Role))
def test_only_auditors_open_the_form_that_closes(client, role):
    finding = FindingFactory()
    sign_in(client, role)

    status = client.get(reverse("findings:close", args=[finding.pk])).status_code

    assert status == (200 if role == Role.AUDITOR else 403)


def test_auditor_closes_a_finding_and_its_page_says_why(client):
    finding = FindingFactory()
    sign_in(client, Role.AUDITOR)
    address = soup(client.get(finding.get_absolute_url())).find(
        "a", href=reverse("findings:close", args=[finding.pk])
    )["href"]

    response = client.post(address, {"disposition": "sustained", "reason": "The county was told."})

    assert (response.status_code, response.url) == (302, finding.get_absolute_url())
    text = words(soup(client.get(response.url)).main)
    for expected in ("Ana Ruiz", "Sustained", "The county was told."):
        assert expected in text
    again = client.get(address, follow=True)
    assert "It is closed." in words(soup(again).find(class_="gh-messages"))
    late = client.post(address, {"disposition": "explained", "reason": "Too late."})
    assert "Too late." in words(soup(late, 409).main)


def test_closing_without_a_reason_closes_nothing_and_says_what_is_missing(client):
    finding = FindingFactory()
    sign_in(client, Role.AUDITOR)

    response = client.post(reverse("findings:close", args=[finding.pk]), {"reason": " "})

    assert "This field is required." in words(soup(response))
    assert Finding.objects.get().state == State.OPEN


def test_list_shows_the_newest_first_in_the_same_number_of_queries(client):
    sign_in(client, Role.AUDITOR)
    first = FindingFactory()
    with CaptureQueriesContext(
        connection,
    ) as of_one:
        client.get(LIST)
    second = FindingFactory(kind=Kind.NOT_SEALED)

    with CaptureQueriesContext(connection) as of_two:
        links = [link["href"] for link in soup(client.get(LIST)).select("tbody a")]

    assert links == [second.get_absolute_url(), first.get_absolute_url()]
    assert len(of_two) == len(of_one)


def test_list_without_findings_says_so(client):
    sign_in(client, Role.OVERSIGHT)

    assert "No findings" in words(soup(client.get(LIST)).find(class_="gh-empty"))


@pytest.mark.parametrize("role", list(Role))
def test_banner_stands_on_the_pages_of_those_who_answer_for_the_trail(client, role):
    FindingFactory()
    sign_in(client, role)

    home = soup(client.get("/"))

    banner = home.find(class_="gh-doubt")
    assert (banner is not None and BANNER in words(banner)) == (role in WARNED)
    assert (home.select_one(f".gh-doubt a[href='{LIST}']") is not None) == (role in READERS)


def test_banner_goes_when_the_finding_is_closed_and_is_not_raised_by_other_kinds(client):
    finding = FindingFactory()
    FindingFactory(kind=Kind.NOT_SEALED)
    sign_in(client, Role.AUDITOR)
    before = soup(client.get("/")).find(class_="gh-doubt")

    client.post(
        reverse("findings:close", args=[finding.pk]),
        {"disposition": "explained", "reason": "A drill."},
    )

    assert before is not None
    assert soup(client.get("/")).find(class_="gh-doubt") is None
