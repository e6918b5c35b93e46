"""The figures of a report: every table computed once, and all that the report says about itself."""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from audits.reports.choices import Kind
from audits.reports.figures.scope import Scope
from audits.reports.kinds import REPORTS, Highlight, Section
from audits.trail.sequencing.publishing import latest_note
from policy.personnel.models import Unit

# Goes up when what the figures hold, or how, changes: a reader of old reports can tell.
FORMAT = 3


def gather(kind: Kind, scope: Scope, *, made_by: str) -> dict[str, Any]:
    """The figures as they are kept: plain values for JSON, no fractions among them.

    `checkpoint` is the trail as it was signed last before, with the witnesses who had seen it; None
    where nothing was signed yet. `nil` is None where nobody looked.
    """
    report = REPORTS[kind]
    sections = [_section(section, scope) for section in report.sections]
    tables = {table["name"]: table for section in sections for table in section["tables"]}
    first, *others = [_cell(tables, one)["value"] for one in report.counted]
    return {
        "format": FORMAT,
        "language": get_language(),
        "kind": str(kind),
        "title": str(kind.label),
        "department": settings.DEPARTMENT_NAME,
        "demonstration": settings.DEMO_ALLOWED,
        "period": {
            "from": scope.period.first.isoformat(),
            "to": scope.period.last.isoformat(),
            "time_zone": settings.TIME_ZONE,
        },
        "unit": _unit(scope.unit),
        "as_of": scope.as_of.astimezone(UTC).isoformat(timespec="seconds"),
        "made_by": made_by,
        "checkpoint": latest_note(),
        "nil": None if first is None else not any((first, *others)),
        "caveat": report.caveat(scope) if report.caveat else "",
        "highlights": [_cell(tables, highlight) for highlight in report.highlights],
        "sections": sections,
    }


def _section(section: Section, scope: Scope) -> dict[str, Any]:
    return {
        "title": str(section.title),
        "tables": [table(scope).as_json() for table in section.tables],
    }


def _unit(unit: Unit | None) -> dict[str, str] | None:
    return unit and {"code": unit.code, "name": unit.name}


def _cell(tables: dict[str, Any], highlight: Highlight) -> dict[str, Any]:
    table = tables[highlight.table]
    rows = {row["key"]: row for row in (*table["rows"], table["total"]) if row}
    names = [column["name"] for column in table["columns"]]
    place = names.index(highlight.column)
    column = table["columns"][place]
    return {
        "label": str(highlight.label),
        "type": column["type"],
        "missing": column["missing"],
        "value": rows[highlight.row]["values"][place],
    }
