import hashlib
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.reports.choices import Kind
from audits.reports.models import Report
from policy.paging import PAGE_SIZE
from policy.personnel.choices import Role
from tests.audits.reports.building import unit
from tests.audits.reports.rendering.reports import a_report
from tests.audits.reports.scopes import LATER
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db

READERS = (Role.AUDITOR, Role.POLICY_OFFICER, Role.OVERSIGHT)
LIST = reverse("reports:list")
NEW = reverse("reports:new")


@pytest.fixture
def auditor(client):
    account = AccountFactory(
        roles=[Role.AUDITOR], person__first_name="Ana", person__last_name="Ruiz"
    )
    client.force_login(account)
    return account


def page(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text().split())


def made_days_ago(days: int) -> Report:
    return a_report(at=LATER - timedelta(days=days))


@time_machine.travel(LATER, tick=False)
def test_auditor_makes_a_report_and_reads_it(client, auditor):
    bureau = unit("CB", name="Central Bureau")

    response = client.post(NEW, {"kind": "use", "shortcut": "last_month", "unit": bureau.pk})

    report = Report.objects.get()
    assert (response.status_code, response.url) == (302, report.get_absolute_url())
    assert (str(report.period), report.unit) == ("Oct. 1, 2026 to Oct. 31, 2026", bureau)
    assert (report.made_by, report.made_at) == (auditor, LATER)


OVERVIEW = reverse("discovery:overview")
IN_OCTOBER = f"{OVERVIEW}?since=2026-10-01&until=2026-10-31"


def links(soup: BeautifulSoup) -> set[str]:
    return {link["href"] for link in soup.main.find_all("a", href=True)}


def test_discovery_leads_to_its_newest_report_and_the_report_back(client, auditor):
    older = a_report(kind=Kind.DISCOVERY, at=LATER - timedelta(days=1))
    newest = a_report(kind=Kind.DISCOVERY)
    use = a_report(at=LATER + timedelta(days=1))

    overview = links(page(client.get(OVERVIEW)))

    reports = {report.get_absolute_url() for report in (older, newest, use)}
    assert overview & reports == {newest.get_absolute_url()}
    assert IN_OCTOBER in links(page(client.get(newest.get_absolute_url())))
    assert IN_OCTOBER not in links(page(client.get(use.get_absolute_url())))


def test_report_leads_nobody_to_discovery_who_may_not_read_it(client):
    client.force_login(AccountFactory(roles=[Role.POLICY_OFFICER]))
    report = a_report(kind=Kind.DISCOVERY)

    assert IN_OCTOBER not in links(page(client.get(report.get_absolute_url())))


def test_overview_without_a_report_names_none(client, auditor):
    a_report()

    assert "newest report" not in words(page(client.get(OVERVIEW)).main)


def test_page_says_before_its_numbers_what_they_cannot_tell(client, auditor):
    text = words(page(client.get(a_report(kind=Kind.DISCOVERY).get_absolute_url())).main)

    assert text.index("nothing was looked at") < text.index("searches on services that are not")


@time_machine.travel(LATER, tick=False)
def test_form_with_an_error_makes_nothing_and_loses_nothing(client, auditor):
    typed = {"kind": "use", "shortcut": "custom", "period_from": "2026-11-21", "period_to": "x"}

    form = page(client.post(NEW, typed)).find("form", class_="gh-form")

    assert form.find(id="id_period_from")["value"] == "2026-11-21"
    assert form.find(id="id_period_to")["value"] == "x"
    assert "Enter a valid date." in words(form)
    assert Report.objects.count() == 0


def test_form_posted_empty_says_what_is_missing(client, auditor):
    assert "This field is required." in words(page(client.post(NEW, {})))


def test_page_shows_every_table_with_its_numbers(client, auditor):
    report = a_report("refused", "closed_with_lead")

    shown = page(client.get(report.get_absolute_url()))

    titles = [words(title) for title in shown.find_all("h3")]
    assert titles == [
        table["title"] for section in report.figures["sections"] for table in section["tables"]
    ]
    rows = shown.find("table", attrs={"aria-labelledby": "outcomes"}).tbody.find_all("tr")
    outcomes = {words(row.th): words(row.td) for row in rows}
    assert outcomes["Refused by policy"] == "1"
    assert outcomes["All requests"] == "2"


def test_page_says_what_it_is_about(client, auditor):
    report = a_report(by=auditor, unit=unit("CB", name="Central Bureau"))

    text = words(page(client.get(report.get_absolute_url())).main)

    for expected in (
        "Use of face recognition",
        "Oct. 1, 2026 to Oct. 31, 2026",
        "Central Bureau, with every unit below it",
        "Nov. 20, 2026, 9 a.m. by Ana Ruiz",
        report.digest,
        "The figures are as of Nov. 20, 2026, 9 a.m.",
        "Nil report: no request was submitted in this period.",
        "Demonstration:",
    ):
        assert expected in text


def test_every_chart_of_the_page_can_be_loaded_and_has_words(client, auditor):
    report = a_report("refused", "closed_with_lead")

    pictures = page(client.get(report.get_absolute_url())).main.find_all("picture")

    assert len(pictures) == 8
    for picture in pictures:
        assert picture.img["alt"].startswith("Bar chart: ")
        for address in (picture.img["src"], picture.source["srcset"]):
            chart = client.get(address)
            assert (chart.status_code, chart["Content-Type"]) == (200, "image/svg+xml")


def test_narrow_chart_is_another_one(client, auditor):
    address = reverse("reports:chart", args=[a_report("refused").pk, "outcomes"])

    assert client.get(address).content != client.get(f"{address}?narrow").content


@pytest.mark.parametrize("table", ["searches", "over_time", "nothing"])
def test_table_without_a_chart_has_no_address(client, auditor, table):
    report = a_report()

    assert client.get(reverse("reports:chart", args=[report.pk, table])).status_code == 404


@pytest.mark.parametrize(
    ("form", "content_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("csv", "text/csv; charset=utf-8", b"table,row,column,value"),
        ("json", "application/json", b'{"as_of"'),
    ],
)
def test_report_is_downloaded_as_a_file(client, auditor, form, content_type, start):
    report = a_report("denied")

    response = client.get(reverse("reports:download", args=[report.pk, form]))

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="use_2026-10-01_2026-10-31.{form}"'
    )
    assert response.content.startswith(start)


def test_downloaded_json_has_the_digest_that_the_page_shows(client, auditor):
    report = a_report("denied")

    content = client.get(reverse("reports:download", args=[report.pk, "json"])).content

    assert hashlib.sha256(content).hexdigest() == report.digest


@pytest.mark.parametrize("form", ["docx", "nothing"])
def test_unknown_format_is_not_found(client, auditor, form):
    assert client.get(reverse("reports:download", args=[a_report().pk, form])).status_code == 404


@pytest.mark.parametrize("name", ["detail", "download", "chart"])
def test_report_that_does_not_exist_is_not_found(client, auditor, name):
    more = {"detail": [], "download": ["json"], "chart": ["outcomes"]}[name]

    assert client.get(reverse(f"reports:{name}", args=[999_999, *more])).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_only_readers_open_reports(client, role):
    report = a_report()
    client.force_login(AccountFactory(roles=[role]))

    status = {client.get(path).status_code for path in (LIST, report.get_absolute_url())}

    assert status == ({200} if role in READERS else {403})


def test_oversight_reads_and_makes_none(client):
    client.force_login(AccountFactory(roles=[Role.OVERSIGHT]))

    assert page(client.get(LIST)).find("a", href=NEW) is None
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"kind": "use", "shortcut": "this_month"}).status_code == 403
    assert Report.objects.count() == 0


def test_list_shows_the_newest_first_and_pages_by_key(client, auditor):
    first, second, third = (made_days_ago(days) for days in (3, 2, 1))

    links = [link["href"] for link in page(client.get(LIST)).select("tbody a")]

    assert links == [report.get_absolute_url() for report in (third, second, first)]


def test_list_without_reports_says_what_to_do(client, auditor):
    empty = page(client.get(LIST)).find(class_="gh-empty")

    assert empty.find("a", href=NEW) is not None


def test_long_list_goes_on_on_another_page(client, auditor):
    made = a_report()
    copies = [
        Report(
            kind=made.kind,
            period_from=made.period_from,
            period_to=made.period_to,
            made_at=made.made_at - timedelta(hours=hours),
            figures=made.figures,
            digest=made.digest,
        )
        for hours in range(1, PAGE_SIZE + 1)
    ]
    Report.objects.bulk_create(copies)

    first = page(client.get(LIST))
    second = page(client.get(LIST + first.find("a", rel="next")["href"]))

    assert len(first.select("tbody tr")) == PAGE_SIZE
    assert [link["href"] for link in second.select("tbody a")] == [copies[-1].get_absolute_url()]


def test_list_costs_the_same_queries_for_one_report_and_for_many(client, auditor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    a_report(by=auditor)
    one = queries()
    for number in range(3):
        a_report(by=AccountFactory(roles=[Role.AUDITOR]), unit=unit(f"U{number}"))

    assert queries() == one
