"""The pages of reports in a real browser, wide and on a phone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Role
from tests.audits.reports.rendering.reports import a_report
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}

BROKEN_IMAGES = "[...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def auditor(page, live_server):
    client = Client()
    client.force_login(AccountFactory(roles=[Role.AUDITOR]))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_pages_break_no_rule_of_accessibility_fit_and_show_their_charts(auditor, axe, size):
    auditor.set_viewport_size(size)
    report = a_report("closed_with_lead", "refused", "denied")

    for address in (reverse("reports:list"), reverse("reports:new"), report.get_absolute_url()):
        auditor.goto(address, wait_until="networkidle")

        assert axe(auditor) == []
        assert auditor.evaluate(OVERFLOW) == 0
        assert auditor.evaluate(BROKEN_IMAGES) == []


def test_auditor_makes_the_report_of_this_month_and_downloads_its_pdf(auditor, tmp_path):
    auditor.goto(reverse("reports:list"))
    auditor.get_by_role("link", name="Make a report").first.click()
    auditor.get_by_text("This month").click()
    auditor.get_by_role("button", name="Make the report").click()

    with auditor.expect_download() as download:
        auditor.get_by_role("link", name="PDF").click()
    download.value.save_as(tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-1.7")
