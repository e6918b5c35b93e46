"""People and imports in a real browser: wide, on a phone, by keyboard."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from policy.personnel.choices import Role
from policy.personnel.models import Person
from tests.factories.personnel import (
    AccountFactory,
    CertificateFactory,
    PersonFactory,
    UnitFactory,
)
from tests.policy.browsing import sign_in
from tests.policy.personnel.files import csv_of, department, roster_row

pytestmark = pytest.mark.django_db(transaction=True)

Flaws = Callable[[Page], list[str]]


@pytest.fixture
def administrator(page: Page, live_server: LiveServer, tmp_path: Path, settings: Settings) -> Page:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    department()
    officer = PersonFactory(
        serial_number="101",
        supervisor=PersonFactory(),
        unit=UnitFactory(parent=UnitFactory()),
        last_name="Alder",
    )
    CertificateFactory(person=officer, expires_on=date(2021, 1, 1))
    AccountFactory(person=officer, roles=[Role.REQUESTER])
    return sign_in(page, live_server, AccountFactory(roles=[Role.ADMINISTRATOR]))


def choose(page: Page, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(content)
    page.goto("/people/import/roster/")
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()


def test_pages_break_no_rule_of_accessibility_and_fit(administrator: Page, flaws: Flaws) -> None:
    officer = Person.objects.get(serial_number="101")
    found = []

    for address in (
        "/people/",
        "/people/?q=nobody",
        "/people/?on=soon",
        "/people/units/",
        f"/people/{officer.pk}/",
        "/people/import/roster/",
        "/people/import/certificates/",
    ):
        administrator.goto(address)
        found += flaws(administrator)

    assert found == []


def test_the_faults_of_a_file_break_no_rule_and_are_read_first(
    administrator: Page, flaws: Flaws, tmp_path: Path
) -> None:
    choose(administrator, tmp_path, csv_of(roster_row(rank="Boss")))

    expect(administrator.locator(".gh-errors")).to_be_focused()
    assert flaws(administrator) == []


def test_a_roster_is_previewed_and_imported(
    administrator: Page, flaws: Flaws, tmp_path: Path
) -> None:
    new = roster_row(serial_number="900", last_name="Newcomer", supervisor="101")
    choose(administrator, tmp_path, csv_of(roster_row(last_name="Renamed"), new))
    expect(administrator.get_by_role("heading", level=1)).to_have_text("Import the roster")
    found = flaws(administrator)

    administrator.get_by_role("button", name="Import the file").click()

    expect(administrator.get_by_role("link", name="Newcomer, Ada")).to_be_visible()
    expect(administrator.get_by_role("link", name="Renamed, Ada")).to_be_visible()
    assert found == []


def test_the_day_of_a_persons_training_is_chosen_by_keyboard(administrator: Page) -> None:
    officer = Person.objects.get(serial_number="101")
    administrator.goto(f"/people/{officer.pk}/")

    administrator.get_by_label("As of").fill("2020-06-01")
    administrator.keyboard.press("Enter")

    expect(administrator.get_by_role("heading", name="Training as of June 1, 2020")).to_be_visible()
