"""A stored report in each of its forms. None of them computes a figure."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.text import slugify

from audits.reports.canonical import canonical_json
from audits.reports.models import Report
from audits.reports.rendering.csv import report_as_csv
from audits.reports.rendering.pdf import report_as_pdf


class Format(TextChoices):
    PDF = "pdf", "PDF"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


@dataclass(frozen=True)
class Renderer:
    content_type: str
    render: Callable[[Report], bytes]


RENDERERS: dict[Format, Renderer] = {
    Format.JSON: Renderer("application/json", lambda report: canonical_json(report.figures)),
    Format.CSV: Renderer("text/csv; charset=utf-8", report_as_csv),
    Format.PDF: Renderer("application/pdf", report_as_pdf),
}


def file_name(report: Report, form: Format) -> str:
    """Such as face-recognition-use_2026-10-01_2026-10-31.pdf, with the unit's code where given."""
    unit = report.figures["unit"]
    parts = [report.kind, report.period_from, report.period_to, unit and slugify(unit["code"])]
    return "_".join(str(part) for part in parts if part) + f".{form}"
