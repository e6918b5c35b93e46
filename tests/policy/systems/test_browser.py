"""The register of systems in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from policy.personnel.choices import Role
from tests.factories.personnel import AccountFactory
from tests.factories.systems import AccuracyTestFactory, HostNameFactory, SystemFactory
from tests.policy.browsing import PHONE, WIDE, overflow, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def requester(page: Page, live_server: LiveServer) -> Page:
    county = SystemFactory(slug="county", notes="A long word: " + "x" * 200)
    AccuracyTestFactory(system=county)
    HostNameFactory(system=county, domain="a-very-long-name." * 5 + "example")
    SystemFactory(slug="faces", commercial=True)
    return sign_in(page, live_server, AccountFactory(roles=[Role.REQUESTER]))


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize(
    "address", ["/systems/", "/systems/?q=nothing", "/systems/county/", "/systems/faces/"]
)
def test_a_page_breaks_no_rule_of_accessibility_and_fits(
    requester: Page, axe: Callable[[Page], list[str]], address: str, size: ViewportSize
) -> None:
    requester.set_viewport_size(size)

    requester.goto(address)

    assert axe(requester) == []
    assert overflow(requester) == 0
