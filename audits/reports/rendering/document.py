"""A report in words, as page and paper show it: what is said, without how it looks."""

from typing import Any

from django.utils.translation import gettext as _

from audits.reports.charts import description, has_chart
from audits.reports.choices import Kind
from audits.reports.figures.table import Type
from audits.reports.kinds import REPORTS
from audits.reports.models import Report
from audits.reports.rendering.words import UNBROKEN, in_words, moment, number
from audits.trail.log import checkpoints, notes

Figures = dict[str, Any]

# Widths of columns and of the page, in letters.
NARROWEST, WIDEST, MARGIN, PAGE = 7, 32, 2, 100
# So many columns fit on a phone.
MATRIX = 3
NUMBERS = (Type.COUNT, Type.SECONDS, Type.SHARE)


def document_of(report: Report) -> dict[str, Any]:
    """Texts alone, in dicts and lists, so that it can be handed to any template as JSON."""
    figures = report.figures
    return {
        "kicker": _("Audit report"),
        "title": figures["title"],
        "department": figures["department"],
        "language": figures["language"],
        "period": str(report.period),
        "unit": _unit(figures),
        "demonstration": _demonstration() if figures["demonstration"] else "",
        "nil": str(REPORTS[Kind(figures["kind"])].nil) if figures["nil"] else "",
        "caveat": figures["caveat"],
        "as_of": _as_of(report),
        "facts": _facts(report),
        "seal": _seal(figures["checkpoint"]),
        "highlights": [
            {"label": cell["label"], "value": _value(cell)} for cell in figures["highlights"]
        ],
        "sections": [
            {"title": section["title"], "tables": [table_of(table) for table in section["tables"]]}
            for section in figures["sections"]
        ],
    }


def table_of(table: Figures) -> dict[str, Any]:
    columns = table["columns"]
    rows = [_cells(row, columns) for row in table["rows"]]
    total = _cells(table["total"], columns) if table["total"] else []
    lines = [*rows, total] if total else rows
    return {
        "name": table["name"],
        "title": table["title"],
        "note": table["note"],
        "columns": _columns(columns, lines),
        "is_matrix": _is_matrix(columns, lines),
        "rows": rows,
        "total": total,
        "empty": "" if rows else table["empty"] or _("None."),
        "chart": description(table) if has_chart(table) else "",
    }


def _value(cell: Figures) -> str:
    """A key figure is set in large letters: it may be broken where it has a blank."""
    return in_words(cell["value"], cell["type"], cell["missing"]).replace(UNBROKEN, " ")


def _is_matrix(columns: list[Figures], lines: list[list[Figures]]) -> bool:
    """Whether it fits on a phone as it is: one column of texts, and nothing but numbers beside."""
    beside = [cell for line in lines for cell in line[1:]]
    numbers = all(cell["is_number"] and " " not in cell["text"] for cell in beside)
    return len(columns) <= MATRIX and numbers


def _columns(columns: list[Figures], lines: list[list[Figures]]) -> list[dict[str, Any]]:
    """`weight` says how much of the width a column of texts asks for, in letters.

    Of a column of numbers it says how wide the column is where, unbroken, its label would leave the
    texts too little; 0 lets it be as wide as it is.
    """
    texts = [[line[place]["text"] for line in lines] for place, _column in enumerate(columns)]
    wide = [_widest([column["label"], *texts[place]]) for place, column in enumerate(columns)]
    fits = sum(wide) <= PAGE
    return [
        {
            "label": column["label"],
            "is_number": _is_number(column),
            "weight": _weight(column, texts[place], fits=fits),
        }
        for place, column in enumerate(columns)
    ]


def _is_number(column: Figures) -> bool:
    return column["type"] in NUMBERS


def _weight(column: Figures, texts: list[str], *, fits: bool) -> int:
    if not _is_number(column):
        return _widest(texts)
    # What is tied by an unbroken space is one word.
    words = [word for text in (column["label"], *texts) for word in text.split(" ")]
    return 0 if fits else max(map(len, words)) + MARGIN


def _widest(texts: list[str]) -> int:
    longest = max(map(len, texts), default=0)
    return min(max(longest, NARROWEST), WIDEST) + MARGIN


def _cells(row: Figures, columns: list[Figures]) -> list[dict[str, Any]]:
    return [
        {
            "column": column["label"],
            "text": in_words(value, column["type"], column["missing"]),
            "is_number": _is_number(column),
            "is_digest": column["type"] == Type.DIGEST,
        }
        for value, column in zip(row["values"], columns, strict=True)
    ]


def _unit(figures: Figures) -> str:
    if figures["unit"] is None:
        return _("The whole department")
    return _("%(unit)s, with every unit below it") % {"unit": figures["unit"]["name"]}


def _facts(report: Report) -> list[dict[str, str]]:
    figures = report.figures
    facts = {
        _("Period"): _("%(period)s, both days included (%(zone)s)")
        % {"period": report.period, "zone": figures["period"]["time_zone"]},
        _("Part of the department"): _unit(figures),
        _("Made"): _("%(at)s by %(who)s")
        % {"at": moment(figures["as_of"]), "who": figures["made_by"]},
        _("Report number"): str(report.pk),
        _("SHA-256 of the figures"): report.digest,
    }
    return [{"label": label, "text": text} for label, text in facts.items()]


def _as_of(report: Report) -> str:
    sentences = [
        _("The figures are as of %(at)s: what came later, or was corrected later, is not in them.")
        % {"at": moment(report.figures["as_of"])}
    ]
    if report.period.ends > report.made_at:
        sentences.append(_("The period was not over at that moment."))
    return " ".join(sentences)


def _seal(note: str | None) -> dict[str, str]:
    """The trail that the report was made on, for whoever holds it against a later one."""
    if note is None:
        return {"text": _("The trail was not sealed yet when this report was made."), "note": ""}
    size = checkpoints.parse(notes.parse(note).text).size
    text = _(
        "When this report was made, the trail had %(size)s entries, signed as follows. Whoever "
        "keeps this report can hold any later state of the trail against it."
    )
    return {"text": text % {"size": number(size)}, "note": note}


def _demonstration() -> str:
    return _("Demonstration: the people, requests and figures in this report are invented.")
