"""A draft written in a real browser: kept while it is typed, lost by nothing."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from policy.personnel.models import Account
from policy.policies.models import Version
from tests.factories.policies import draft_policy, policy_officer, published_policy
from tests.harness.browser import WIDE
from tests.policy.policies.drafts import clause, linked_draft, texts
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import address, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


SignIn = Callable[[Account], Page]


@pytest.fixture(autouse=True)
def _on_the_next_day() -> None:
    """A browser keeps its own time, and so does this test."""


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> SignIn:
    def sign_in(account: Account) -> Page:
        add_session(page, account, live_server)
        return page

    return sign_in


@pytest.fixture
def sign_in_to_refusals(chromium: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """As `sign_in`, to a page on which answers of refusal are what is looked for."""
    context = chromium.new_context(base_url=live_server.url, viewport=WIDE)

    def sign_in(account: Account) -> Page:
        page = context.new_page()
        add_session(page, account, live_server)
        return page

    yield sign_in
    context.close()


def add_session(page: Page, account: Account, live_server: LiveServer) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = signed_in(account).cookies[name].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])


def test_policy_is_written_from_an_empty_page(sign_in: SignIn):
    author, reviewer = policy_officer(), policy_officer()
    page = sign_in(author)
    page.goto("/policies/versions/")
    page.get_by_role("link", name="New policy").first.click()
    page.get_by_label("Title").press_sequentially("Suchen bei Nacht é")
    expect(page.get_by_label("Short name")).to_have_value("suchen-bei-nacht-e")
    page.get_by_role("button", name="Begin the draft").click()

    page.get_by_label("Issuer").fill("Chief of Police")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.get_by_role("button", name="Add a clause").click()
    page.get_by_label("Heading").fill("County system only")
    page.get_by_label("Text", exact=True).fill("Only the county's. See [clause 2].")
    page.get_by_role("button", name="Add a clause").click()
    expect(page.get_by_role("region", name="Clause 1 County system only")).to_be_visible()
    page.get_by_label("Heading").fill("Report")
    page.get_by_label("Text", exact=True).fill("Once a year.")
    page.get_by_role("link", name="Close").click()

    expect(page.get_by_role("link", name="clause 2", exact=True)).to_be_visible()
    page.get_by_role("link", name="Send to review").click()
    page.get_by_text(reviewer.display_name).click()
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_text("In review", exact=True)).to_be_visible()
    version = Version.objects.get()
    assert texts(version) == {"1": "Only the county's. See [clause 2].", "2": "Once a year."}


def test_what_is_wrong_is_told_while_it_is_typed(sign_in: SignIn):
    version = linked_draft()
    page = sign_in(version.author)
    page.goto(address("draft", version))
    page.get_by_role("link", name="Edit clause 2").click()

    text = page.get_by_label("Text", exact=True)
    text.press("End")
    text.press_sequentially(" See [clause 9].")

    note = page.locator(f"#note-clause-{clause(version, '2').pk}-text")
    expect(note).to_have_text('There is no clause "9" to refer to')
    expect(text).to_be_focused()
    expect(text).to_have_value("Alone. See [clause 9].")
    expect(page.locator("#flaws")).to_contain_text("One thing to mend")


def test_nothing_is_lost_when_the_session_ends(
    sign_in_to_refusals: SignIn, live_server: LiveServer
):
    version = linked_draft()
    page = sign_in_to_refusals(version.author)
    page.goto(address("draft", version))
    page.get_by_role("link", name="Edit clause 2").click()
    text = page.get_by_label("Text", exact=True)
    expect(text).to_be_visible()

    Session.objects.all().delete()
    text.fill("Typed after the session ended.")
    expect(page.get_by_text("You may have been signed out")).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(text).to_have_value("Typed after the session ended.")
    assert texts(version)["2"] == "Alone."

    add_session(page, version.author, live_server)
    page.get_by_role("button", name="Save again").click()
    expect(page.locator("#saved")).to_contain_text("Saved at")
    expect(page.get_by_text("You may have been signed out")).to_be_hidden()
    assert texts(version)["2"] == "Typed after the session ended."


def test_take_over_refuses_the_next_save_of_the_first_and_keeps_the_text(
    sign_in_to_refusals: SignIn,
):
    version, second = linked_draft(), policy_officer()
    page = sign_in_to_refusals(version.author)
    page.goto(f"{address('draft', version)}?edit={clause(version, '2').pk}")
    signed_in(second).post(address("draft_take_over", version), {"message": "Urgent."})

    text = page.get_by_label("Text", exact=True)
    text.fill("Typed too late.")

    expect(page.locator("#saved")).to_contain_text("took this draft over: “Urgent.”")
    with page.expect_response(lambda answer: "edit=" not in answer.url):
        page.get_by_role("link", name="Close").click()
    page.wait_for_timeout(500)
    expect(text).to_have_value("Typed too late.")
    assert texts(version)["2"] == "Alone."


def test_clause_is_moved_and_commented_on_without_leaving_the_page(sign_in: SignIn):
    version = linked_draft()
    page = sign_in(version.author)
    page.goto(address("draft", version))

    page.get_by_role("button", name="Move clause 3 up").click()
    expect(page.locator(".gh-draft__clause h3").nth(1)).to_contain_text("Clause 3")
    page.locator("summary", has_text="on clause 3").click()
    thread = page.get_by_role("region", name="Clause 3")
    thread.get_by_label("New comment").fill("Is this so?")
    thread.get_by_role("button", name="Comment").click()

    expect(thread.get_by_text("Is this so?")).to_be_visible()
    assert list(version.clauses.values_list("identifier", flat=True)) == ["1", "3", "2"]


def test_pages_break_no_rule_of_accessibility_and_fit(sign_in, flaws):
    draft, published = draft_policy(PACK), published_policy()
    draft.rules.filter(identifier="1-allow").update(when="(")
    page = sign_in(draft.author)
    first = clause(draft, "1").pk
    here = address("draft", draft)
    found = []

    for path in (
        "/policies/new/",
        address("next", published),
        here,
        f"{here}?edit={first}",
        f"{here}renumber/",
        f"{here}clauses/{first}/delete/",
        draft.get_absolute_url(),
        f"/policies/redline/?old={published.pk}&new={draft.pk}",
    ):
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        found += flaws(page)

    assert found == []


def test_what_was_typed_last_is_kept_when_the_page_is_left(sign_in: SignIn):
    version = linked_draft()
    page = sign_in(version.author)
    page.goto(f"{address('draft', version)}?edit={clause(version, '2').pk}")

    page.get_by_label("Text", exact=True).fill("Typed at the last moment.")
    page.get_by_role("link", name="Read it").click()

    expect(page.get_by_role("link", name="Edit the draft")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Typed at the last moment.")).to_be_visible()
