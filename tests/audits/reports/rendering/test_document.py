import pytest

from audits.reports.models import Report
from audits.reports.rendering.document import document_of
from tests.audits.reports.building import unit
from tests.audits.reports.rendering.reports import a_report
from tests.audits.reports.scopes import moment

pytestmark = pytest.mark.django_db


def table_of(report: Report, name: str) -> dict[str, object]:
    sections = document_of(report)["sections"]
    return next(
        table for section in sections for table in section["tables"] if table["name"] == name
    )


def texts(cells: list[dict[str, object]]) -> list[object]:
    return [cell["text"] for cell in cells]


def test_document_says_what_the_report_is_about():
    report = a_report(unit=unit("CB", name="Central Bureau"))

    document = document_of(report)

    assert {fact["label"]: fact["text"] for fact in document["facts"]} == {
        "Period": "Oct. 1, 2026 to Oct. 31, 2026, both days included (America/Los_Angeles)",
        "Part of the department": "Central Bureau, with every unit below it",
        "Made": "Nov. 20, 2026, 9 a.m. by a command on the server",
        "Report number": str(report.pk),
        "SHA-256 of the figures": report.digest,
    }


def test_document_says_as_of_when():
    assert document_of(a_report())["as_of"] == (
        "The figures are as of Nov. 20, 2026, 9 a.m.: "
        "what came later, or was corrected later, is not in them."
    )


def test_document_says_when_the_period_was_not_over():
    report = a_report(at=moment(10, 31, 23, 59))

    assert document_of(report)["as_of"].endswith("The period was not over at that moment.")


def test_nil_report_says_so():
    assert document_of(a_report())["nil"] == (
        "Nil report: no request was submitted in this period."
    )
    assert document_of(a_report("denied"))["nil"] == ""


def test_report_of_a_demonstration_says_so(settings):
    settings.DEMO_ALLOWED = True
    demonstration = document_of(a_report())
    settings.DEMO_ALLOWED = False
    real = document_of(a_report())

    assert demonstration["demonstration"].startswith("Demonstration:")
    assert real["demonstration"] == ""


def test_table_has_its_rows_and_its_total_in_words():
    table = table_of(a_report("closed_with_lead"), "approval_times")

    assert [column["label"] for column in table["columns"]][:3] == [
        "Requests",
        "Approved",
        "Median",
    ]
    assert texts(table["rows"][0]) == ["In exigent circumstances", "0", "–", "–", "–"]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(table["total"])] == [
        "All approved requests",
        "1",
        "1 h 00 min",
        "1 h 00 min",
        "1 h 00 min",
    ]


def test_column_of_numbers_is_as_wide_as_its_longest_word_where_labels_leave_no_room():
    searches = table_of(a_report(), "outside_searches")["columns"]
    outcomes = table_of(a_report(), "outcomes")["columns"]

    assert [column["weight"] for column in searches] == [23, 10, 10, 10, 9, 10, 10, 8]
    assert [column["weight"] for column in outcomes] == [34, 0]


def test_table_of_two_columns_of_texts_is_no_matrix():
    report = a_report("denied")

    assert [table_of(report, name)["is_matrix"] for name in ("outcomes", "over_time")] == [True] * 2
    assert not table_of(report, "blind_spots")["is_matrix"]


def test_table_without_rows_says_so():
    assert table_of(a_report(), "versions")["empty"] == "None."
    assert table_of(a_report("denied"), "by_offense")["empty"] == ""


def test_table_with_a_chart_describes_it():
    assert table_of(a_report("denied"), "outcomes")["chart"] == (
        "Bar chart: Requests by outcome. The most: Denied by a supervisor (1). "
        "The table beside it has every number."
    )
    assert table_of(a_report("denied"), "searches")["chart"] == ""
