"""The pages of the trail in a real browser, wide and on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from audits.trail.models import Position
from policy.personnel.choices import Role
from policy.searches.choices import State
from tests.audits.trail.sealing import seal
from tests.factories.personnel import AccountFactory
from tests.policy.browsing import sign_in
from tests.policy.searches.office import open_office, request_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tiles")]


def test_pages_break_no_rule_of_accessibility_and_fit(
    page: Page, live_server: LiveServer, flaws: Callable[[Page], list[str]]
) -> None:
    office = open_office()
    request = request_in(State.DENIED, office)
    seal()
    auditor = AccountFactory(roles=[Role.AUDITOR])
    index = Position.objects.filter(kind="searches.Approval").latest("index").index
    sign_in(page, live_server, auditor)
    addresses = (
        reverse("trail:list"),
        f"{reverse('trail:list')}?key=7&words=zebra",
        reverse("trail:entry", args=[index]),
        reverse("trail:request", args=[request.pk]),
        reverse("trail:person", args=[office.supervisor.person_id]),
        reverse("trail:me"),
        reverse("trail:verify"),
    )
    found = []

    for address in addresses:
        page.goto(address)
        found += flaws(page)

    assert found == []


def test_auditor_downloads_a_proof_and_anyone_checks_it(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    request = request_in(State.DENIED, open_office())
    seal()
    sign_in(page, live_server, AccountFactory(roles=[Role.AUDITOR]))
    page.goto(reverse("searches:detail", args=[request.pk]))

    with page.expect_download() as download:
        page.get_by_role("link", name="Download proof").click()
    download.value.save_as(tmp_path / "proof.zip")
    page.context.clear_cookies()
    page.goto(reverse("trail:verify"))
    page.set_input_files("input[name=proof]", tmp_path / "proof.zip")
    page.get_by_role("button", name="Check it").click()

    assert page.get_by_role("heading", name="The proof is good").is_visible()
