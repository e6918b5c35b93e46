import re

import pytest

from audits.reports.models import Report
from audits.reports.rendering.document import document_of
from audits.reports.rendering.pdf import FONTS, report_as_pdf
from tests.audits.reports.rendering.reports import a_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return a_report("closed_with_lead", "refused", "denied")


@pytest.fixture
def pdf(report: Report) -> bytes:
    return report_as_pdf(report)


def count(pattern: bytes, pdf: bytes) -> int:
    return len(re.findall(pattern, pdf))


def test_file_is_tagged_pdf_ua_1_in_its_language_with_a_title(pdf):
    assert pdf.startswith(b"%PDF-1.7")
    assert count(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf) == 1
    assert count(rb"/Type\s*/StructTreeRoot", pdf) == 1
    assert count(rb"/Lang\s*\(en\)", pdf) == 1
    assert count(rb"/DisplayDocTitle true", pdf) == 1
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"Use of face recognition, Oct. 1, 2026 to Oct. 31, 2026" in pdf


def test_every_chart_has_a_description_and_every_table_headers(report, pdf):
    tables = [table for part in document_of(report)["sections"] for table in part["tables"]]
    charts = [table for table in tables if table["chart"]]
    filled = [table for table in tables if table["rows"] or table["total"]]

    assert count(rb"/S\s*/Figure", pdf) == count(rb"/Alt\s*[(<]", pdf) == len(charts)
    assert count(rb"/S\s*/Table\b", pdf) == count(rb"/S\s*/THead", pdf) == len(filled)


def test_file_needs_no_font_of_the_machine(pdf):
    fonts = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z]+)", pdf))

    assert fonts == {b"LibertinusSerif", b"DejaVuSansMono"}
    assert [font.path for font in FONTS.fonts() if font.path] == []


def test_same_report_gives_the_same_bytes():
    report = a_report("closed_with_lead")

    assert report_as_pdf(report) == report_as_pdf(report)


def test_nil_report_can_be_printed():
    assert report_as_pdf(a_report()).startswith(b"%PDF-1.7")
