"""The pages of policies in a real browser: a policy put into force, wide and on a phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.choices import VersionState
from policy.policies.models import Version
from policy.policies.packs import Pack
from tests.factories.lists import AgreementFactory
from tests.factories.policies import (
    AT,
    approved_policy,
    draft_policy,
    numbered,
    policy_in_review,
    policy_officer,
    published_policy,
    standing_assurance,
    withdrawn_policy,
)
from tests.harness.browser import PHONE, WIDE
from tests.policy.policies import signatures
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.pages import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Account], Page]


@pytest.fixture(autouse=True)
def _on_the_next_day() -> None:
    """A browser keeps its own time, and so does this test."""


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> SignIn:
    def sign_in(account: Account) -> Page:
        name = settings.SESSION_COOKIE_NAME
        value = signed_in(account).cookies[name].value
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return page

    return sign_in


def permitting_everything() -> Pack:
    """The sample with a commercial service excepted: its assurance fails, and it is looser."""
    effects = {"1-forbid": "except"}
    rules = (replace(rule, effect=effects.get(rule.id, rule.effect)) for rule in PACK.rules)
    return replace(PACK, rules=tuple(rules))


def test_policy_is_put_into_force_by_two_officers(sign_in: SignIn):
    author, second = policy_officer(), policy_officer()

    page = sign_in(author)
    page.goto("/policies/import/")
    page.get_by_label("A pack that comes with Gatehouse").select_option("lapd-notice-2020")
    page.get_by_role("button", name="Import as a draft").click()
    page.get_by_role("link", name="Send to review").click()
    page.get_by_text(second.display_name).click()
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_text("You wrote this version")).to_be_visible()

    address = page.url
    page = sign_in(second)
    page.goto(address)
    page.get_by_role("link", name="Approve").click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    page.goto("/policies/")

    clause = page.get_by_role("region", name="Clause 1 No commercial service")
    expect(clause).to_contain_text("When the system is a commercial third party's, nobody may")
    assert Version.objects.get().state == VersionState.PUBLISHED


def settle_and_warn() -> None:
    now = timezone.now()
    actions.settle_versions(at=now)
    actions.warn_of_lapses(at=now)


def test_pages_break_no_rule_of_accessibility_and_fit(sign_in, flaws):
    author, reviewer = policy_officer(), policy_officer()
    published = published_policy(PACK, author=author)
    ending = published_policy("lapd-policy-2021", in_force_until=AT + timedelta(days=1))
    withdrawn_policy("lacris-member-policy", at=timezone.now() - timedelta(days=2))
    settle_and_warn()
    in_review = policy_in_review(numbered(PACK, 2), author=author, reviewers=[reviewer])
    actions.object_to(version=in_review, by=reviewer, at=AT, reason="Too wide.")
    approved = approved_policy(numbered(PACK, 3), author=author)
    draft, agreement = draft_policy(author=author), AgreementFactory()
    standing_assurance()
    failing = draft_policy(numbered(permitting_everything(), 4))
    page = sign_in(author)
    found = []

    for path in (
        "/policies/",
        "/policies/?at=tomorrow",
        "/policies/versions/",
        "/policies/import/",
        published.get_absolute_url(),
        f"{published.get_absolute_url()}withdraw/",
        f"{published.get_absolute_url()}declare-event/",
        f"{draft.get_absolute_url()}edit/",
        "/policies/lists/",
        "/policies/lists/legal_basis/",
        "/policies/lists/legal_basis/add-entry/",
        "/policies/lists/offense/robbery/",
        "/policies/lists/offense/robbery/end/",
        "/policies/agencies/",
        f"/policies/agencies/{agreement.agency_id}/",
        f"{draft.get_absolute_url()}analysis/",
        f"{failing.get_absolute_url()}analysis/",
        f"{failing.get_absolute_url()}compare/1/",
        "/policies/standing/",
        "/policies/standing/add/",
        "/policies/standing/never-commercial/end/",
        f"{draft.get_absolute_url()}send-to-review/",
        f"{approved.get_absolute_url()}publish/",
        in_review.get_absolute_url(),
        ending.get_absolute_url(),
        "/people/notices/",
        "/",
    ):
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        found += flaws(page)

    assert found == []


def test_errors_of_a_pack_are_told_first_and_its_text_is_at_hand(sign_in, axe):
    page = sign_in(policy_officer())
    page.goto("/policies/import/")
    page.get_by_label("The text of a pack").fill("[policy]\nslug = 3\n")

    page.get_by_role("button", name="Import as a draft").click()

    expect(page.locator(".gh-errors")).to_be_focused()
    expect(page.get_by_label("The text of a pack")).to_have_value("[policy]\nslug = 3\n")
    assert axe(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_version_is_read_and_signed_and_who_has_not_is_seen(sign_in, axe, size):
    reader, officer = signatures.member(), policy_officer()
    first = signatures.published(author=officer)
    signatures.sign(first, reader)
    second = signatures.published(signatures.changed(), at=AT + timedelta(days=1), author=officer)
    page = sign_in(reader)
    page.set_viewport_size(size)

    page.goto("/")
    page.get_by_role("link", name=str(second)).first.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
    expect(page.get_by_role("heading", name="What changed since version 1")).to_be_visible()
    page.get_by_text("Proof").click()
    page.get_by_text("I have read this version").click()
    page.get_by_label("Your name").fill(reader.member.name)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("This is not right.").first).to_be_visible()
    page.get_by_text("A lead").click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed. The receipt stands on this page.")).to_be_visible()

    page = sign_in(officer)
    for path in ("acknowledgments/", "units/"):
        page.goto(f"{second.get_absolute_url()}{path}")
        assert (path, axe(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
    page.goto("/policies/acknowledgments/")
    assert axe(page) == []
    assert second.acknowledgments.get().person == reader.person
