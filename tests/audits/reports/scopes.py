"""A month in Los Angeles, and moments in and around it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from audits.reports.figures.scope import Scope
from audits.reports.period import Period

ZONE = ZoneInfo("America/Los_Angeles")

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def moment(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment of 2026 on the clocks of Los Angeles."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=ZONE)


LATER = moment(11, 20)


def scope(period: Period = OCTOBER, as_of: datetime = LATER, unit: Any = None) -> Scope:
    return Scope(period, as_of, unit)


def cells(table: Any) -> dict[str, tuple[Any, ...]]:
    """The rows of a table by their keys, the total among them."""
    return {row.key: row.values for row in (*table.rows, table.total) if row}


def counted(table: Any) -> dict[str, int]:
    """The last value of each row that is not zero, by the row's key, without the total."""
    return {row.key: row.values[-1] for row in table.rows if row.values[-1]}
