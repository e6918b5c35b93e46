"""The month of March 2026 in Los Angeles, of whose network logs are read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from audits.reports.choices import Kind
from audits.reports.figures.scope import Scope
from audits.reports.models import Report
from audits.reports.period import Period
from tests.audits.discovery.importing import AT
from tests.audits.reports.rendering.reports import a_report

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
# The day of AT in Los Angeles, from 08:00 UTC on.
THE_DAY = Period(AT.date(), AT.date())
DAY = timedelta(days=1)
HOUR = 3600
APRIL = datetime(2026, 4, 10, 18, 0, tzinfo=UTC)


def scope(period: Period = THE_DAY, as_of: datetime = APRIL) -> Scope:
    return Scope(period, as_of)


def a_discovery_report(period: Period = MARCH, **changes: Any) -> Report:
    given = {"kind": Kind.DISCOVERY, "period_from": period.first, "period_to": period.last}
    return a_report(**given, **{"at": APRIL} | changes)


def rows(report: Report, name: str) -> dict[str, list[Any]]:
    """The values of a table by the keys of its rows, the total among them."""
    tables = [table for part in report.figures["sections"] for table in part["tables"]]
    table = next(table for table in tables if table["name"] == name)
    return {row["key"]: row["values"] for row in (*table["rows"], table["total"]) if row}
