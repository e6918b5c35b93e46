"""The register of systems in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policy.personnel.choices import Role
from tests.factories.personnel import AccountFactory
from tests.factories.systems import AccuracyTestFactory, HostNameFactory, SystemFactory
from tests.policy.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def requester(page: Page, live_server: LiveServer) -> Page:
    county = SystemFactory(slug="county", notes="A long word: " + "x" * 200)
    AccuracyTestFactory(system=county)
    HostNameFactory(system=county, domain="a-very-long-name." * 5 + "example")
    SystemFactory(slug="faces", commercial=True)
    return sign_in(page, live_server, AccountFactory(roles=[Role.REQUESTER]))


def test_pages_break_no_rule_of_accessibility_and_fit(
    requester: Page, flaws: Callable[[Page], list[str]]
) -> None:
    found = []

    for address in ("/systems/", "/systems/?q=nothing", "/systems/county/", "/systems/faces/"):
        requester.goto(address)
        found += flaws(requester)

    assert found == []
