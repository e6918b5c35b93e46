"""Discovery's pages in a real browser, wide and on a phone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.discovery.actions import read_import
from audits.discovery.actions.reaches import add_reach, permit_host
from audits.discovery.choices import ReachKind
from audits.discovery.models import ImportedFile
from policy.personnel.choices import Role
from tests.audits.discovery.importing import AT, handed_over, in_order, quiet
from tests.audits.discovery.network import looked_at, unmasked_for
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page, live_server, account) -> None:
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])


def test_pages_break_no_rule_of_accessibility_and_fit(page, live_server, flaws, tmp_path):
    network = looked_at(tmp_path / "logs")
    auditor, one = network.auditor, network.open_search
    unmasking = unmasked_for(auditor, one, at=timezone.now())
    told = {"note": "From a letter of the vendor.", "by": auditor, "at": AT}
    add_reach(system=network.clearview, kind=ReachKind.DOMAIN, value="faces.example", **told)
    permit_host(domain="news.clearview.ai", **told)
    sign_in(page, live_server, auditor)
    found = []

    for address in (
        reverse("discovery:overview"),
        reverse("discovery:imports"),
        reverse("discovery:new_import"),
        network.made.get_absolute_url(),
        reverse("discovery:observations"),
        one.get_absolute_url(),
        reverse("discovery:private", args=[one.pk, unmasking.pk]),
        reverse("discovery:untraced") + "?all",
        reverse("discovery:catalog"),
        reverse("discovery:test"),
        reverse("discovery:add_reach") + "?kind=search",
        reverse("discovery:permit_host"),
        reverse("discovery:folders"),
        reverse("discovery:watch_folder"),
    ):
        page.goto(address)
        found += flaws(page)

    assert found == []


def test_page_of_an_import_follows_it_to_its_end_and_then_shows_what_came_out(
    page, live_server, flaws, tmp_path
):
    auditor = AccountFactory(roles=[Role.AUDITOR])
    made = handed_over(tmp_path / "logs", {"access.log": in_order(quiet(AT, 9))}, by=auditor)
    sign_in(page, live_server, auditor)
    page.goto(made.get_absolute_url())
    bar = page.locator("#progress")
    assert flaws(page) == []

    ImportedFile.objects.update(taken=3000)
    bar.get_by_text("a second").wait_for()
    read_import(made)
    bar.wait_for(state="detached")

    assert page.locator("h1").inner_text().startswith("Logs of the proxy")
    assert page.get_by_role("heading", name="What could not be seen").is_visible()
    assert flaws(page) == []


def test_several_files_are_chosen_and_handed_over(page, live_server, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    sign_in(page, live_server, AccountFactory(roles=[Role.AUDITOR]))
    paths = []
    for name in ("access.log", "access.log.1"):
        path = tmp_path / name
        path.write_text(in_order(quiet(AT, 1)))
        paths.append(path)
    page.goto(reverse("discovery:new_import"))

    page.fill("#id_title", "Proxy logs of March")
    page.set_input_files("#id_logs", paths)
    page.get_by_role("button", name="Import", exact=True).click()
    page.locator("#progress").wait_for()

    assert page.locator("h1").inner_text().startswith("Proxy logs of March")
    assert page.get_by_text("0 of 2 files").is_visible()


def test_chart_is_shown_on_the_overview(page, live_server, tmp_path):
    network = looked_at(tmp_path / "logs")
    sign_in(page, live_server, network.oversight)

    page.goto(reverse("discovery:overview"), wait_until="networkidle")

    broken = "[...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"
    assert page.evaluate(broken) == []
    assert page.locator("main img").count() == 1
