"""One file in long form: a line for each value, so that a program reads it without guessing."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from audits.reports.figures.table import Value
from audits.reports.models import Report

HEADER = ("table", "row", "column", "value")

# What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[str, str, str, Value]


def report_as_csv(report: Report) -> bytes:
    """UTF-8, lines as RFC 4180 ends them; the table `report` holds what the report is about."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for line in (*_about(report), *_values(report.figures)):
        writer.writerow([defused(cell) for cell in line])
    return file.getvalue().encode()


def defused(value: Value) -> Value:
    """`value`, with an apostrophe before a text that a spreadsheet would run as a formula."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _about(report: Report) -> Iterator[Line]:
    figures = report.figures
    for name in ("kind", "title", "department", "language", "as_of", "made_by", "caveat"):
        yield "report", "report", name, figures[name]
    yield "report", "report", "demonstration", str(figures["demonstration"]).lower()
    for name in ("from", "to", "time_zone"):
        yield "report", "period", name, figures["period"][name]
    for name, value in (figures["unit"] or {}).items():
        yield "report", "unit", name, value
    yield "report", "report", "checkpoint", figures["checkpoint"]
    yield "report", "report", "digest", report.digest


def _values(figures: dict[str, Any]) -> Iterator[Line]:
    for section in figures["sections"]:
        for table in section["tables"]:
            for row in filter(None, (*table["rows"], table["total"])):
                for column, value in zip(table["columns"], row["values"], strict=True):
                    yield table["name"], row["key"], column["name"], value
