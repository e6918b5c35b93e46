"""The report on paper: PDF/UA-1, tagged, set in the fonts that come with Typst."""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from audits.reports.charts import PAPER, chart_svg, has_chart
from audits.reports.models import Report
from audits.reports.rendering.document import document_of

FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
TEMPLATE = Path(__file__).with_name("report.typ")


def report_as_pdf(report: Report) -> bytes:
    """The same bytes for the same report, however often it is made."""
    document = document_of(report) | {"words": _words(), "charts": _charts(report.figures)}
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=FONTS,
        sys_inputs={"report": json.dumps(document)},
        pdf_standards=["ua-1"],
        timestamp=int(report.made_at.timestamp()),
    )


def _charts(figures: dict[str, Any]) -> dict[str, str]:
    tables = [table for section in figures["sections"] for table in section["tables"]]
    return {table["name"]: chart_svg(table, PAPER) for table in tables if has_chart(table)}


def _words() -> dict[str, str]:
    """What the template says by itself."""
    return {
        "page": _("Page"),
        "of": _("of"),
        "key_figures": _("Key figures"),
        "about": _("About this report"),
        "contents": _("Contents"),
        "seal": _("The trail at this moment"),
    }
