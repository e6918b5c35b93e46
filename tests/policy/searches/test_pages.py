"""The pages of requests in a real browser: wide, on a phone, by keyboard, while filling in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policy.policies.choices import Offense
from policy.searches.choices import State
from policy.searches.models import SearchRequest
from tests.factories.lists import AgencyFactory
from tests.harness.browser import PHONE, WIDE
from tests.policy.searches.office import Office, approve, compare, draft, fresh, request_in
from tests.policy.searches.pages import latest, signed_in, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office_hours")]

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])

SignIn = Callable[[str], Page]
Flaws = Callable[[Page], list[str]]


@pytest.fixture
def browse(page: Page, live_server: LiveServer, office: Office) -> SignIn:
    """The page of a browser in which that person of the office is signed in."""

    def browse(who: str) -> Page:
        session = signed_in(getattr(office, who)).cookies["session"].value
        cookie = {"name": "session", "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return browse


def so_far(page: Page) -> str:
    return page.locator("#so-far .gh-so-far__heading").inner_text()


def test_form_breaks_no_rule_of_accessibility_and_fits(
    browse: SignIn, flaws: Flaws, office: Office
):
    page = browse("requester")
    request = draft(office)
    steps = [url("edit", request.pk, step) for step in ("system", "case", "image", "reason")]
    found = []

    for address in (url("new"), *steps, url("submit", request.pk)):
        page.goto(address)
        found += flaws(page)

    assert found == []


def test_requests_break_no_rule_of_accessibility_and_fit(
    browse: SignIn, flaws: Flaws, office: Office
):
    page = browse("requester")
    refused = request_in(State.REFUSED, office)
    closed = request_in(State.CLOSED, office)
    decision = refused.steps.last().decision
    found = []

    for address in (
        url("list"),
        url("detail", refused.pk),
        url("decision", refused.pk, decision.pk),
        url("detail", closed.pk),
    ):
        page.goto(address)
        found += flaws(page)

    assert found == []


def test_acts_break_no_rule_of_accessibility_and_fit(browse: SignIn, flaws: Flaws, office: Office):
    in_review = request_in(State.IN_REVIEW, office)
    compare(office, in_review)
    pages = {
        "supervisor": [("approve", State.IN_APPROVAL), ("revoke", State.APPROVED)],
        "examiner": [
            ("run", State.APPROVED),
            ("record", State.RUNNING),
            ("review", State.IN_REVIEW),
        ],
        "requester": [("close", State.LEAD_RELEASED), ("withdraw", State.IN_APPROVAL)],
    }
    found = []

    for who, acts in pages.items():
        page = browse(who)
        for name, state in acts:
            page.goto(url(name, request_in(state, office).pk))
            found += flaws(page)
    page = browse("examiner")
    page.goto(url("release", in_review.pk))

    assert [*found, *flaws(page)] == []


def test_policy_answers_while_the_form_is_filled_in(browse: SignIn, office: Office):
    page = browse("requester")
    page.goto(url("new"))
    before = so_far(page)

    page.get_by_label("Search system").select_option(str(office.clearview.pk))
    expect(page.locator("#so-far .gh-so-far--refused")).to_be_visible()
    refused = so_far(page)
    page.get_by_label("Search system").select_option(str(office.lacris.pk))
    expect(page.locator("#so-far .gh-so-far--undecided")).to_be_visible()

    assert (before, refused.split(" of ")[0]) == ("Not yet known", "Would be refused by clause 1")


def test_enter_keeps_the_step_and_goes_on(browse: SignIn, office: Office):
    request = draft(office)
    page = browse("requester")
    page.goto(url("edit", request.pk, "case"))

    page.get_by_label("Case number").fill("26-0888")
    page.get_by_label("Case number").press("Enter")
    page.wait_for_url(f"**{url('edit', request.pk, 'image')}")

    assert fresh(request).case_number == "26-0888"


@SIZES
def test_a_step_is_reached_by_its_number_and_what_was_typed_is_kept(
    size: dict[str, int], browse: SignIn, office: Office
):
    request = draft(office)
    page = browse("requester")
    page.set_viewport_size(size)
    page.goto(url("edit", request.pk, "case"))

    page.get_by_label("Offense").select_option(Offense.ARSON)
    page.get_by_role("button", name="Reason").click()
    page.wait_for_url(f"**{url('edit', request.pk, 'reason')}")

    assert fresh(request).offense == Offense.ARSON


def test_agency_is_named_where_the_search_is_for_one(browse: SignIn):
    page = browse("requester")
    page.goto(url("new"))
    name = page.get_by_label("Name of the outside agency")

    page.get_by_text("This department").click()
    expect(name).to_be_hidden()
    page.get_by_text("An outside agency", exact=True).click()

    expect(name).to_be_visible()


def test_name_is_not_asked_of_an_agency_on_the_list(browse: SignIn):
    agency = AgencyFactory(name="Port Amity Police")
    page = browse("requester")
    page.goto(url("new"))
    page.get_by_text("An outside agency", exact=True).click()

    page.get_by_label("Outside agency", exact=True).select_option(str(agency.pk))

    expect(page.get_by_label("Name of the outside agency")).to_be_hidden()


def test_double_click_makes_one_draft(browse: SignIn, office: Office):
    page = browse("requester")
    page.goto(url("new"))
    page.get_by_label("Search system").select_option(str(office.lacris.pk))
    page.get_by_text("This department").click()

    page.get_by_role("button", name="Save and continue").dblclick()
    page.wait_for_url("**/edit/case/")

    assert page.url.endswith(url("edit", latest().pk, "case"))
    assert SearchRequest.objects.count() == 1


def test_a_search_is_refused_in_the_browser_with_its_clause(browse: SignIn, office: Office):
    request = draft(office, system=office.clearview)
    page = browse("requester")
    page.goto(url("submit", request.pk))

    page.get_by_role("button", name="Submit the request").click()

    expect(page.locator(".gh-verdict__heading")).to_contain_text("Refused by clause 1")
    expect(page.locator(".gh-verdict blockquote").first).to_contain_text(
        "No one may use a commercial third party's face-recognition service"
    )


def test_supervisor_denies_with_the_button_of_the_same_form(browse: SignIn, office: Office):
    request = request_in(State.IN_APPROVAL, office)
    page = browse("supervisor")
    page.goto(url("approve", request.pk))

    page.get_by_label("Reason").fill("Not needed any more.")
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"**{url('detail', request.pk)}")

    assert fresh(request).state == State.DENIED


@SIZES
def test_supervisor_who_comes_second_is_told_so_and_keeps_the_words(
    size: dict[str, int], browse: SignIn, axe: Callable[[Page], list[str]], office: Office
):
    request = request_in(State.IN_APPROVAL, office)
    page = browse("captain")
    page.set_viewport_size(size)
    page.goto(url("approve", request.pk))
    approve(office, request)

    page.get_by_label("Reason").fill("Not needed any more.")
    page.get_by_role("button", name="Deny").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Someone was there before you")
    expect(page.locator(".gh-typed")).to_have_text("Not needed any more.")
    assert axe(page) == []
