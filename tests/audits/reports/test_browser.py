"""The pages of reports in a real browser, wide and on a phone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from audits.reports.charts import NARROW, WIDE, chart_svg
from audits.reports.choices import Kind
from audits.reports.figures.table import ChartKind
from policy.personnel.choices import Role
from tests.audits.reports.charts.test_bars import table
from tests.audits.reports.rendering.reports import a_report
from tests.factories.personnel import AccountFactory
from tests.harness.browser import PHONE
from tests.harness.browser import WIDE as WIDE_PAGE

pytestmark = pytest.mark.django_db(transaction=True)

BROKEN_IMAGES = "[...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"


@pytest.fixture
def auditor(page, live_server):
    client = Client()
    client.force_login(AccountFactory(roles=[Role.AUDITOR]))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def test_pages_break_no_rule_of_accessibility_and_fit(auditor, flaws):
    reports = a_report("closed_with_lead", "refused", "denied"), a_report(kind=Kind.DISCOVERY)
    pages = [report.get_absolute_url() for report in reports]
    found = []

    for address in (reverse("reports:list"), reverse("reports:new"), *pages):
        auditor.goto(address)
        found += flaws(auditor)

    assert found == []


@pytest.mark.parametrize("size", [WIDE_PAGE, PHONE], ids=["wide", "phone"])
def test_report_shows_its_charts(auditor, size):
    auditor.set_viewport_size(size)
    report = a_report("closed_with_lead", "refused", "denied")
    auditor.goto(report.get_absolute_url(), wait_until="networkidle")

    assert auditor.evaluate("document.images.length") > 0
    assert auditor.evaluate(BROKEN_IMAGES) == []


# Texts that leave the picture, or touch each other or the square of a legend.
MISPLACED = """svg => {
    const edge = svg.getBoundingClientRect();
    const places = [...svg.querySelectorAll("text, .role-legend-symbol path")].map((one) => ({
        it: one.textContent || "a square of the legend", box: one.getBoundingClientRect(),
        slanted: /rotate/.test(one.getAttribute("transform")),
    })).filter(({box}) => box.width);
    const outside = ({box}) => box.left < edge.left || box.right > edge.right
        || box.top < edge.top || box.bottom > edge.bottom;
    const touch = (a, b) => a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom;
    // The frames of slanted texts cross where the texts do not.
    const level = places.filter(({slanted}) => !slanted);
    const pairs = level.flatMap((one, n) => level.slice(n + 1).map((other) => [one, other]));
    return [
        ...places.filter(outside).map(({it}) => it),
        ...pairs.filter(([one, other]) => touch(one.box, other.box))
            .map(([one, other]) => one.it + " | " + other.it),
    ];
}"""
PARTS = ["Refused by policy", "Other requests"]
ENDS = [("Approved, search not yet run", 5, 2), ("Search running or in review", 30, 0)]
WEEKS = [("Oct 28 – Nov 1", 0, 0), ("Nov 2 – Nov 8", 24, 1), ("Nov 9 – Nov 15", 7, 2)]


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    ("kind", "rows"), [(ChartKind.BARS, ENDS), (ChartKind.COLUMNS, WEEKS)], ids=["bars", "columns"]
)
def test_words_of_a_chart_fit_also_in_a_wide_font(page, look, kind, rows):
    given = table(*rows, kind=kind)
    for part, label in zip(given["chart"]["parts"], PARTS, strict=True):
        part["label"] = label

    svg = chart_svg(given, look).replace(look.font, "DejaVu Sans, Verdana, sans-serif")
    page.set_content(svg)

    assert page.eval_on_selector("svg", MISPLACED) == []


def test_auditor_makes_the_report_of_this_month_and_downloads_its_pdf(auditor, tmp_path):
    auditor.goto(reverse("reports:list"))
    auditor.get_by_role("link", name="Make a report").first.click()
    auditor.get_by_text("This month").click()
    auditor.get_by_role("button", name="Make the report").click()

    with auditor.expect_download() as download:
        auditor.get_by_role("link", name="PDF").click()
    download.value.save_as(tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-1.7")
