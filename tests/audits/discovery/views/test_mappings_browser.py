"""Describing a format in a real browser: proposals and the preview follow what is typed."""

import pytest
from django.urls import reverse

from audits.discovery.models import SavedMapping
from policy.personnel.choices import Role
from tests.audits.discovery.importing import imported
from tests.audits.discovery.test_mappings import GATEWAY, save
from tests.audits.discovery.views.test_pages_browser import sign_in
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db(transaction=True)

LOG = (
    "Time;User;Client IP;URL;Verb;Action\n"
    "13/Nov/2020 07:00:00;31234;10.1.2.3;https://app.clearview.ai/api/search;POST;allowed\n"
    "not this one\n"
)


@pytest.fixture
def auditor(page, live_server):
    account = AccountFactory(roles=[Role.AUDITOR])
    sign_in(page, live_server, account)
    return account


def test_preview_follows_what_is_typed_and_chosen_until_it_is_saved(page, auditor, flaws):
    page.goto(reverse("discovery:new_mapping"))
    page.fill("#id_name", "County gateway")
    status = page.locator("#trial [role=status]")

    page.fill("#id_sample", LOG)
    status.get_by_text("1 of 2 lines can be read.").wait_for()
    assert page.input_value("#id_url") == "k:URL"
    assert page.locator("#trial").get_by_text("/api/search").is_visible()
    assert flaws(page) == []

    page.select_option("#id_time", "k:User")
    status.get_by_text("0 of 2 lines can be read.").wait_for()
    page.get_by_role("button", name="Save the mapping").click()
    page.locator(".gh-errors").wait_for()
    assert flaws(page) == []
    assert page.input_value("#id_sample") == LOG

    page.select_option("#id_time", "n:1")
    page.select_option("#id_device", "k:Action")
    status.get_by_text("1 of 2 lines can be read.").wait_for()
    page.get_by_role("button", name="Save the mapping").click()
    page.get_by_role("heading", name="Mappings", exact=True).wait_for()
    assert flaws(page) == []
    saved = SavedMapping.objects.get()
    assert (saved.name, saved.delimiter, saved.columns["time"]) == ("County gateway", ";", 1)
    assert saved.columns["device"] == "Action"


def test_file_that_is_chosen_fills_in_its_lines_and_what_was_typed_stays(page, auditor, tmp_path):
    path = tmp_path / "gateway.log"
    path.write_text(LOG)
    page.goto(reverse("discovery:new_mapping"))
    page.fill("#id_name", "County gateway")

    page.set_input_files("#id_upload", path)
    page.get_by_text("1 of 2 lines can be read.").wait_for()

    assert page.input_value("#id_sample") == LOG.rstrip("\n")
    assert page.input_value("#id_name") == "County gateway"
    assert page.input_value("#id_upload") == ""
    page.fill("#id_sample", LOG.replace("not this one", LOG.splitlines()[1]))
    page.get_by_text("2 of 2 lines can be read.").wait_for()


def test_select_keeps_the_focus_while_the_preview_follows(page, auditor):
    page.goto(reverse("discovery:new_mapping"))
    page.fill("#id_sample", LOG)
    page.get_by_text("1 of 2 lines can be read.").wait_for()

    page.focus("#id_user")
    page.select_option("#id_user", "")
    page.locator("#trial").get_by_text("31234").wait_for(state="detached")

    assert page.evaluate("document.activeElement.id") == "id_user"


def test_other_pages_of_mappings_break_no_rule_and_fit(page, auditor, flaws, tmp_path):
    saved = save(auditor)
    save(auditor, GATEWAY.__class__(**{**vars(GATEWAY), "name": "Another gateway"}))
    made = imported(tmp_path / "logs", {"county gateway.log": LOG}, by=auditor)
    found = []

    for address in (
        reverse("discovery:mappings"),
        reverse("discovery:change_mapping", args=[saved.pk]),
        reverse("discovery:end_mapping", args=[saved.pk]),
        reverse("discovery:mapping_for_file", args=[made.pk, made.files.get().pk]),
        made.get_absolute_url(),
    ):
        page.goto(address)
        found += flaws(page)

    assert found == []
