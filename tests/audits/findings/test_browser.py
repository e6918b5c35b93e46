"""The pages of findings in a real browser, wide and on a phone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from tests.factories.findings import FindingFactory
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_pages_break_no_rule_of_accessibility_and_fit(page, live_server, axe, size):
    client = Client()
    client.force_login(AccountFactory(roles=[Role.AUDITOR]))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.set_viewport_size(size)
    finding = FindingFactory()

    for address in (
        reverse("findings:list"),
        finding.get_absolute_url(),
        reverse("findings:close", args=[finding.pk]),
    ):
        page.goto(address, wait_until="networkidle")

        assert axe(page) == []
        assert page.evaluate(OVERFLOW) == 0
