"""Sealing in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from audits.trail import actions
from audits.trail.log.keys import Signer
from audits.trail.models import Position, SealingOrder
from audits.trail.queries.sealing import Scope
from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from tests.audits.trail.sealed_content.conftest import AT, place_all, proposed
from tests.policy.browsing import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tiles")]

WHY = "As the court ordered, with a long word: " + "x" * 120


@pytest.fixture
def orders(search: SearchRequest, key: Signer, ada: Account, bo: Account) -> list[SealingOrder]:
    """One order that was carried out, and one that waits for bo."""
    place = Position.objects.filter(request_id=search.pk).latest("index")
    done = proposed(ada, scope=Scope(position=place), reason=WHY, authority="A" * 190)
    actions.approve_sealing(order=done, by=bo, at=AT)
    waiting = proposed(ada, search, reason=WHY)
    place_all(key)
    return [done, waiting]


def test_pages_break_no_rule_of_accessibility_and_fit(
    page: Page,
    live_server: LiveServer,
    flaws: Callable[[Page], list[str]],
    orders: list[SealingOrder],
    bo: Account,
) -> None:
    done, waiting = orders
    sign_in(page, live_server, bo)
    found = []

    for address in (
        "/",
        "/trail/sealings/",
        "/trail/sealings/propose/",
        f"/trail/sealings/propose/?request={waiting.request.number}",
        "/trail/sealings/propose/?entry=nothing",
        done.get_absolute_url(),
        waiting.get_absolute_url(),
        f"/trail/{done.position_id}/",
        f"/trail/requests/{waiting.request_id}/",
    ):
        page.goto(address)
        found += flaws(page)

    assert found == []


def test_one_proposes_and_the_other_approves(
    page: Page, live_server: LiveServer, search: SearchRequest, ada: Account, bo: Account
) -> None:
    sign_in(page, live_server, ada)
    page.goto("/trail/")
    page.get_by_role("link", name="Sealed content").click()
    page.get_by_role("link", name="Propose to seal").click()
    page.get_by_label("Search request").fill(search.number)
    page.get_by_role("button", name="Count its entries").click()
    page.get_by_label("Court or statute").fill("Superior Court")
    page.get_by_label("Number of the order").fill("JV-26-0815")
    page.get_by_label("Date of the order").fill("2026-03-09")
    page.get_by_label("Reason").fill("Juvenile record expunged.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("It waits for one of: bo.")).to_be_visible()

    sign_in(page, live_server, bo)
    page.goto("/")
    page.get_by_role("link", name=f"Seal request {search.number} in the trail").click()
    page.get_by_role("button", name="Approve and seal").click()

    expect(page.get_by_text("Approved. The content is gone from the trail.")).to_be_visible()
    assert SealingOrder.objects.get().applied
    places = Position.objects.filter(request_id=search.pk).exclude(kind="trail.SealingOrder")
    assert set(places.values_list("entry__content", flat=True)) == {None}
