"""The pages of findings in a real browser, wide and on a phone."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.findings.actions import ask_for_name, decide_on_name
from audits.findings.choices import Basis, Kind, State
from audits.findings.evidence import EvidenceOf
from policy.personnel.models import Account
from tests.audits.findings.cases import DAY, Cast, finding_in, gather, open_window, tell
from tests.factories.findings import FindingFactory, found, heard

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Case 26-0042 of internal affairs: to interview the person."


def sign_in(page, live_server, account: Account) -> None:
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])


def addresses(cast: Cast) -> Iterator[tuple[Account, str]]:
    """Every page, by whom it is for."""
    at = timezone.now() - DAY
    line = EvidenceOf(words="17 requests.", link="/requests/5/", private="10.4.7.9 " * 30, at=at)
    finding_in(State.SUSTAINED, cast)
    finding = heard(cast.subject.member, by=cast.auditor, at=at, cause="again", evidence=[line])
    fresh = found(cast.subject.member, at=at, kind=Kind.LAUNDERING)
    told = ask_for_name(finding=finding, basis=Basis.COURT, words=WHY, by=cast.auditor, at=at)
    decide_on_name(unmasking=told, granted=True, reason="So.", by=cast.other, at=at)
    asked = ask_for_name(finding=fresh, basis=Basis.AUDIT, words=WHY, by=cast.auditor, at=at)
    notice = fresh.office_notices.get(told_at=None)
    open_window(cast, at=at)
    tell(cast, at=at, service="Another")
    for finding_page in (FindingFactory(), finding, fresh):
        yield cast.auditor, finding_page.get_absolute_url()
    for name in ("review", "close", "ask"):
        page = found(None, at=at) if name != "ask" else found(cast.officer.member, at=at)
        yield cast.auditor, reverse(f"findings:{name}", args=[page.pk])
    yield cast.auditor, reverse("findings:list")
    yield cast.auditor, reverse("findings:file")
    yield cast.auditor, reverse("findings:name", args=[finding.pk, told.pk])
    yield cast.auditor, reverse("findings:tell_office", args=[fresh.pk, notice.pk])
    yield cast.oversight, reverse("findings:decide", args=[fresh.pk, asked.pk])
    yield cast.oversight, reverse("findings:rules")
    yield cast.oversight, reverse("findings:disclosures")
    yield cast.officer, reverse("findings:rule", args=[Kind.LAUNDERING])
    yield cast.officer, reverse("findings:new_office")
    yield cast.officer, reverse("findings:windows")
    yield cast.officer, reverse("findings:declare")
    yield cast.subject, reverse("findings:mine")
    yield cast.subject, finding.get_own_url()
    yield cast.subject, reverse("findings:disclose")


def test_pages_break_no_rule_of_accessibility_and_fit(page, live_server, flaws):
    found_wrong = []

    for account, address in addresses(gather()):
        sign_in(page, live_server, account)
        answer = page.goto(address, wait_until="networkidle")
        assert answer.status == 200, address
        found_wrong += flaws(page)

    assert found_wrong == []


def test_person_replies_and_the_auditor_reads_it_without_a_name(page, live_server):
    cast = gather()
    finding = heard(cast.subject.member, by=cast.auditor, at=timezone.now())
    sign_in(page, live_server, cast.subject)
    page.goto("/")
    page.click(".gh-about-you a")
    page.click("main .gh-waiting a")

    page.fill("textarea", "The agency had handed the case over to us.")
    page.click("label[for=id_is_last]")
    page.click("main button[type=submit]")
    sign_in(page, live_server, cast.auditor)
    page.goto(finding.get_absolute_url())

    text = page.inner_text("main")
    assert "The agency had handed the case over to us." in text
    assert "Quill" not in page.content()
    assert page.locator("main h1").inner_text().split() == [
        "Finding",
        str(finding.pk),
        "Under",
        "review",
        "High",
    ]
