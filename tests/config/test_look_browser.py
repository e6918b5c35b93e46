"""The look in a real browser: wide, on a phone, by keyboard, in print."""

import pytest
from playwright.sync_api import expect

from config.access import ACCESS, SIGNED_IN
from policy.personnel.choices import Role
from tests.factories.personnel import AccountFactory
from tests.harness.browser import OVERFLOW, PHONE, WIDE
from tests.policy.browsing import sign_in

pytestmark = [
    pytest.mark.urls("tests.config.look_pages"),
    pytest.mark.django_db(transaction=True),
]

SAMPLES = ["/sample/list?words=a", "/sample/form", "/sample/record"]

# In pixels: what a thumb can hit.
TARGET = 44

SMALL_TARGETS = """
[...document.querySelectorAll("button, .usa-button, .gh-table a, .usa-nav__link, .gh-account a")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < %s)
  .map((one) => one.outerHTML)
"""


@pytest.fixture
def signed_in(page, live_server, monkeypatch):
    for name in ("sample-list", "sample-form", "sample-record"):
        monkeypatch.setitem(ACCESS, name, SIGNED_IN)
    return sign_in(page, live_server, AccountFactory(roles=[Role.REQUESTER, Role.SUPERVISOR]))


def overflow(page):
    return page.evaluate(OVERFLOW)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", SAMPLES)
def test_a_page_breaks_no_rule_of_accessibility_and_fits(signed_in, axe, address, size):
    signed_in.set_viewport_size(size)

    signed_in.goto(address)

    assert axe(signed_in) == []
    assert overflow(signed_in) == 0


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_sign_in_page_breaks_no_rule_of_accessibility_and_fits(page, axe, size):
    page.set_viewport_size(size)

    page.goto("/accounts/login/")

    assert axe(page) == []
    assert overflow(page) == 0


def test_a_form_with_errors_breaks_no_rule_and_starts_at_its_summary(signed_in, axe):
    signed_in.goto("/sample/form")

    signed_in.get_by_role("button", name="Go on").click()

    expect(signed_in.locator(".gh-errors")).to_be_focused()
    assert axe(signed_in) == []


def test_a_link_of_the_summary_leads_to_the_control(signed_in):
    signed_in.goto("/sample/form")
    signed_in.get_by_role("button", name="Go on").click()

    signed_in.get_by_role("link", name="Case number: This field is required.").click()

    expect(signed_in.get_by_label("Case number")).to_be_focused()


@pytest.mark.parametrize("address", SAMPLES)
def test_what_a_thumb_must_hit_on_a_phone_is_large_enough(signed_in, address):
    signed_in.set_viewport_size(PHONE)

    signed_in.goto(address)

    assert signed_in.evaluate(SMALL_TARGETS % TARGET) == []


def test_the_menu_of_a_phone_opens_and_closes(signed_in, axe):
    signed_in.set_viewport_size(PHONE)
    signed_in.goto("/sample/list")
    systems = signed_in.get_by_role("link", name="Systems")

    expect(systems).to_be_hidden()
    signed_in.get_by_role("button", name="Menu").click()
    expect(systems).to_be_visible()
    assert signed_in.evaluate(SMALL_TARGETS % TARGET) == []
    assert axe(signed_in) == []

    signed_in.get_by_role("button", name="Close").click()
    expect(systems).to_be_hidden()


def test_a_keyboard_reaches_the_content_past_the_menu(signed_in):
    signed_in.goto("/sample/list")

    signed_in.keyboard.press("Tab")
    signed_in.keyboard.press("Enter")

    expect(signed_in.locator("main")).to_be_focused()


def test_a_row_of_a_table_is_a_card_on_a_phone(signed_in):
    signed_in.set_viewport_size(PHONE)

    signed_in.goto("/sample/list")

    cell = signed_in.locator("td[data-label=System]").first
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "flow-root"
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"System"'


def test_print_shows_the_record_and_not_the_controls(signed_in):
    signed_in.goto("/sample/list")

    signed_in.emulate_media(media="print")

    expect(signed_in.get_by_role("heading", name="Search requests")).to_be_visible()
    expect(signed_in.get_by_role("table")).to_be_visible()
    for control in (
        ".usa-nav",
        ".gh-filters",
        ".gh-pages",
        ".usa-breadcrumb",
        ".usa-button >> nth=0",
    ):
        expect(signed_in.locator(control)).to_be_hidden()


def test_signing_out_takes_one_press_of_a_button(signed_in):
    signed_in.goto("/sample/list")

    signed_in.get_by_role("button", name="Sign out").click()

    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
