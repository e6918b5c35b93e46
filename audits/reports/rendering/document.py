"""A report in words, as page and paper show it: what is said, without how it looks."""

from typing import Any

from django.utils.translation import gettext as _

from audits.reports.charts import description, has_chart
from audits.reports.figures.table import Type
from audits.reports.models import Report
from audits.reports.period import Period
from audits.reports.rendering.words import in_words, moment

Figures = dict[str, Any]

NUMBERS = (Type.COUNT, Type.SECONDS)


def document_of(report: Report) -> dict[str, Any]:
    """Texts alone, in dicts and lists, so that it can be handed to any template as JSON."""
    figures = report.figures
    return {
        "kicker": _("Audit report"),
        "title": figures["title"],
        "department": figures["department"],
        "language": figures["language"],
        "period": str(_period(report)),
        "unit": _unit(figures),
        "demonstration": _demonstration() if figures["demonstration"] else "",
        "nil": _nil() if figures["nil"] else "",
        "as_of": _as_of(report),
        "facts": _facts(report),
        "highlights": [
            {"label": cell["label"], "value": in_words(cell["value"], cell["type"])}
            for cell in figures["highlights"]
        ],
        "sections": [
            {"title": section["title"], "tables": [table_of(table) for table in section["tables"]]}
            for section in figures["sections"]
        ],
    }


def table_of(table: Figures) -> dict[str, Any]:
    types = [column["type"] for column in table["columns"]]
    rows = [_cells(row, types) for row in table["rows"]]
    return {
        "name": table["name"],
        "title": table["title"],
        "note": table["note"],
        "columns": [
            {"label": column["label"], "is_number": column["type"] in NUMBERS}
            for column in table["columns"]
        ],
        "rows": rows,
        "total": _cells(table["total"], types) if table["total"] else [],
        "empty": "" if rows else _("None."),
        "chart": description(table) if has_chart(table) else "",
    }


def _cells(row: Figures, types: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "text": in_words(value, kind),
            "is_number": kind in NUMBERS,
            "is_digest": kind == Type.DIGEST,
        }
        for value, kind in zip(row["values"], types, strict=True)
    ]


def _period(report: Report) -> Period:
    return Period(report.period_from, report.period_to)


def _unit(figures: Figures) -> str:
    if figures["unit"] is None:
        return _("The whole department")
    return _("%(unit)s, with every unit below it") % {"unit": figures["unit"]["name"]}


def _facts(report: Report) -> list[dict[str, str]]:
    figures = report.figures
    facts = {
        _("Period"): _("%(period)s, both days included (%(zone)s)")
        % {"period": _period(report), "zone": figures["period"]["time_zone"]},
        _("Part of the department"): _unit(figures),
        _("Made"): _("%(at)s by %(who)s")
        % {"at": moment(figures["as_of"]), "who": figures["made_by"]},
        _("Report number"): str(report.pk),
        _("SHA-256 of the figures"): report.digest,
    }
    return [{"label": label, "text": text} for label, text in facts.items()]


def _as_of(report: Report) -> str:
    sentences = [
        _("The figures are as of %(at)s: what became of a request later is not in them.")
        % {"at": moment(report.figures["as_of"])}
    ]
    if _period(report).ends > report.made_at:
        sentences.append(_("The period was not over at that moment."))
    return " ".join(sentences)


def _nil() -> str:
    return _("Nil report: no request was submitted in this period.")


def _demonstration() -> str:
    return _("Demonstration: the people, requests and figures in this report are invented.")
