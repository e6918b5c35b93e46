"""The main job in a real browser, on the demonstration, each person signed in as themselves."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from config.demo.accounts import DEMO_PASSWORD
from config.demo.loading import load_demo
from policy.searches.choices import State
from policy.searches.models import SearchRequest
from tests.policy.searches.office import png

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def department(transactional_db: None) -> None:
    load_demo(seed=1, at=timezone.now(), past=3)


class Visitor:
    """Someone in front of the browser."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder

    def signs_in(self, username: str) -> None:
        self.page.goto("/")
        if self.page.get_by_role("button", name="Sign out").count():
            self.presses("Sign out")
            self.page.goto("/")
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(DEMO_PASSWORD)
        self.page.get_by_text("I have read the notice").click()
        self.presses("Sign in")

    def presses(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, name: str | re.Pattern[str]) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def chooses(self, field: str, option: str | re.Pattern[str]) -> None:
        select = self.page.get_by_label(field)
        value = select.locator("option").filter(has_text=option).first.get_attribute("value")
        select.select_option(value)

    def confirms_everything(self) -> None:
        for label in self.page.locator("main input[type=checkbox] + label").all():
            label.click()

    def reads(self) -> str:
        return self.main.inner_text()

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")


@pytest.fixture
def visitor(page: Page, tmp_path: Path) -> Visitor:
    return Visitor(page, tmp_path)


def newest() -> SearchRequest:
    return SearchRequest.objects.filter(submitted_at__isnull=False).latest("submitted_at")


def asks_for_a_search(visitor: Visitor, system: str) -> None:
    """Fills in every step of a request that is lawful but, perhaps, for its system."""
    visitor.page.goto("/")
    visitor.follows("Ask for a search")
    visitor.chooses("Search system", system)
    visitor.page.get_by_text("This department", exact=True).click()
    visitor.presses("Save and continue")
    visitor.page.get_by_label("Case number").fill("26-00417")
    visitor.chooses("Offense", re.compile("^Robbery"))
    visitor.chooses("Purpose of the search", "Identifying a suspect")
    visitor.chooses("The person sought is", "A suspect")
    visitor.chooses("Legal basis", "Reasonable suspicion")
    visitor.presses("Save and continue")
    picture = visitor.folder / "probe.png"
    picture.write_bytes(png((60, 80)).read())
    visitor.page.locator("input[type=file]").set_input_files(picture)
    visitor.chooses("Kind of image", "A still photograph")
    visitor.chooses("Source of the image", "A fixed security camera")
    visitor.presses("Save and continue")
    visitor.page.get_by_label("Justification").fill("The camera over the till shows the face.")
    visitor.confirms_everything()
    visitor.presses("Save and continue")
    visitor.presses("Submit the request")


@pytest.mark.usefixtures("department", "live_server")
def test_refused_on_clearview_then_lawful_on_lacris_to_the_report(
    visitor: Visitor, live_server: LiveServer
):
    # The requester asks on a commercial service, and reads the clause that refuses it.
    visitor.signs_in("detective")
    asks_for_a_search(visitor, "Clearview AI")
    refusal = visitor.reads()
    assert "No one may use a commercial third party's face-recognition service" in refusal
    assert "Notice on face recognition, November 2020" in refusal
    refused = newest()
    assert (refused.state, refused.system.name) == (State.REFUSED, "Clearview AI")

    # The same on the county's system goes into approval.
    asks_for_a_search(visitor, "LACRIS")
    request = newest()
    assert (request.state, request.system.name) == (State.IN_APPROVAL, "LACRIS")

    # The supervisor finds it among the requests of the command, and approves it.
    visitor.signs_in("supervisor")
    visitor.follows("Requests")
    visitor.follows(request.number)
    visitor.follows("Approve, deny or return")
    visitor.presses("Approve")
    request.refresh_from_db()
    assert request.state == State.APPROVED

    # The examiner runs it, records the result, finds a lead and releases it.
    visitor.signs_in("examiner")
    visitor.follows("Requests")
    visitor.follows(request.number)
    visitor.follows("Run the search")
    visitor.confirms_everything()
    visitor.presses("Start the search")
    visitor.follows("Record the result")
    visitor.page.get_by_label("Candidates returned by the system").fill("6")
    visitor.presses("Record the result")
    visitor.follows("Review the candidates")
    visitor.page.get_by_text("One candidate is an investigative lead").click()
    visitor.page.get_by_label("Candidate", exact=False).last.fill("BK-204417")
    visitor.page.get_by_label("Grounds").fill("Ear, hairline and a scar agree.")
    visitor.presses("Record the review")
    visitor.follows("Release the lead")
    visitor.presses("Release the lead")
    request.refresh_from_db()
    assert request.state == State.LEAD_RELEASED
    assert "not an identification" in visitor.reads()

    # The auditor makes the report of this month, and downloads its PDF.
    visitor.signs_in("auditor")
    visitor.follows("Reports")
    visitor.follows("Make a report")
    visitor.page.get_by_text("This month").first.click()
    visitor.presses("Make the report")
    assert "No commercial service" in visitor.reads()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=re.compile("PDF")).first.click()
    pdf = Path(download.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
