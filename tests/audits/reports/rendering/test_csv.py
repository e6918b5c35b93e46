import csv
import io

import pytest

from audits.reports.rendering.csv import defused, report_as_csv
from tests.audits.reports.building import unit
from tests.audits.reports.rendering.reports import a_report

pytestmark = pytest.mark.django_db


def lines(report) -> list[list[str]]:
    return list(csv.reader(io.StringIO(report_as_csv(report).decode(), newline="")))


def test_each_value_stands_on_a_line_of_its_own():
    report = a_report("refused", "denied")

    header, *rest = lines(report)

    assert header == ["table", "row", "column", "value"]
    assert [line[1:] for line in rest if line[0] == "searches"][:2] == [
        ["run", "result", "Searches run"],
        ["run", "searches", "0"],
    ]
    assert [line for line in rest if line[:2] == ["outcomes", "total"]] == [
        ["outcomes", "total", "outcome", "All requests"],
        ["outcomes", "total", "requests", "2"],
    ]


def test_file_holds_every_value_of_the_figures():
    report = a_report("closed_with_lead", "refused")
    figures = [
        [table["name"], row["key"], column["name"], "" if value is None else str(value)]
        for section in report.figures["sections"]
        for table in section["tables"]
        for row in [*table["rows"], *([table["total"]] if table["total"] else [])]
        for column, value in zip(table["columns"], row["values"], strict=True)
    ]

    assert [line for line in lines(report)[1:] if line[0] != "report"] == figures


def test_file_says_what_it_is_about(settings):
    settings.DEPARTMENT_NAME = "Los Robles Police Department"
    report = a_report(unit=unit("CB", name="Central Bureau"))

    assert [line[1:] for line in lines(report) if line[0] == "report"] == [
        ["report", "kind", "use"],
        ["report", "title", "Use of face recognition"],
        ["report", "department", "Los Robles Police Department"],
        ["report", "language", "en"],
        ["report", "as_of", "2026-11-20T17:00:00+00:00"],
        ["report", "made_by", "a command on the server"],
        ["report", "caveat", report.figures["caveat"]],
        ["report", "demonstration", "true"],
        ["period", "from", "2026-10-01"],
        ["period", "to", "2026-10-31"],
        ["period", "time_zone", "America/Los_Angeles"],
        ["unit", "code", "CB"],
        ["unit", "name", "Central Bureau"],
        ["report", "checkpoint", ""],
        ["report", "digest", report.digest],
    ]


def test_lines_end_as_rfc_4180_says_and_there_is_no_byte_order_mark():
    content = report_as_csv(a_report())

    assert content.startswith(b"table,row,column,value\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_defused(start):
    assert defused(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["Robbery", "2026-10-01", -1, 0, None])
def test_other_values_stay_as_they_are(value):
    assert defused(value) == value


def test_name_of_a_unit_cannot_carry_a_formula():
    report = a_report(unit=unit("CB", name='=HYPERLINK("http://x")'))

    assert ["report", "unit", "name", '\'=HYPERLINK("http://x")'] in lines(report)
