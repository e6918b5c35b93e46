"""Someone in front of the browser, and what people do there all the time."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

from config.demo.accounts import DEMO_PASSWORD
from policy.searches.models import SearchRequest
from tests.policy.searches.office import png

# What htmx marks while an answer is on its way, or is being put in its place.
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"


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

    # On a page that answers while it is filled in.

    def field(self, label: str) -> Locator:
        named = re.compile(rf"^\s*{re.escape(label)}\s*(required)?\s*$")
        return self.page.get_by_label(named).and_(self.page.locator("input, select, textarea"))

    def settles(self) -> None:
        self.page.locator(UNDER_WAY).first.wait_for(state="detached")

    def writes(self, field: str, text: str) -> None:
        """Fills in a field and leaves it."""
        control = self.field(field)
        control.fill(text)
        control.blur()
        self.settles()

    def picks(self, field: str, option: str) -> None:
        """Chooses from a list by its words."""
        self.field(field).select_option(label=option)
        self.settles()

    def ticks(self, group: str, *choices: str) -> None:
        """Clicks boxes or buttons of a group by their words, or as their words begin."""
        for choice in choices:
            words = re.compile(f"^{re.escape(choice)}")
            box = self.page.get_by_role("group", name=group)
            box.locator("label").filter(has_text=words).first.click()
            self.settles()

    def adds(self, what: str) -> None:
        """Presses a button that changes the page that it is on."""
        self.page.get_by_role("button", name=what, exact=True).click()
        self.settles()


def asks_for_a_search(
    visitor: Visitor, system: str, offense: str = "Robbery", answers: Sequence[str] = ()
) -> None:
    """Fills in every step of a request that is lawful but, perhaps, for its system and offense.

    `answers` are the words to click among the questions of the policies.
    """
    visitor.page.goto("/")
    visitor.follows("Ask for a search")
    visitor.chooses("Search system", system)
    visitor.page.get_by_text("This department", exact=True).click()
    visitor.presses("Save and continue")
    visitor.page.get_by_label("Case number").fill("26-00417")
    visitor.chooses("Offense", re.compile(f"^{offense}"))
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
    for answer in answers:
        visitor.page.get_by_text(answer, exact=True).click()
    visitor.confirms_everything()
    visitor.presses("Save and continue")
    visitor.presses("Submit the request")


def newest() -> SearchRequest:
    return SearchRequest.objects.filter(submitted_at__isnull=False).latest("submitted_at")
