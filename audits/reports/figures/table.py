"""What every table of a report is made of. All of it is kept as JSON, words included."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Value = str | int | None


class Type(StrEnum):
    """How the values of a column are to be read."""

    TEXT = "text"
    COUNT = "count"
    SECONDS = "seconds"
    DATE = "date"  # ISO, yyyy-mm-dd
    MOMENT = "moment"  # ISO with offset
    DIGEST = "digest"
    SHARE = "share"  # in tenths of a percent


@dataclass(frozen=True)
class Column:
    """`name` is for programs, `label` for people; `missing` is said where there is no value."""

    name: str
    label: str
    type: Type = Type.TEXT
    missing: str = ""


@dataclass(frozen=True)
class Row:
    """`key` names the row for programs; `values` stand in the order of the columns."""

    key: str
    values: tuple[Value, ...]


class ChartKind(StrEnum):
    BARS = "bars"  # lying, one for each row
    COLUMNS = "columns"  # standing, in the order of time


@dataclass(frozen=True)
class Part:
    """A part of each bar: the numbers of a column, less those of `less`."""

    label: str
    column: str
    less: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture of the table: its rows named by the column `rows`, measured by `parts`."""

    kind: ChartKind
    rows: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Table:
    """`note` says what is counted, so that nobody has to guess; `empty`, why there are no rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    total: Row | None = None
    chart: Chart | None = None
    empty: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def count(name: str, label: str, missing: str = "") -> Column:
    return Column(name, label, Type.COUNT, missing)


def total_of(rows: tuple[Row, ...], label: str, columns: tuple[Column, ...]) -> Row:
    """The sums of the columns that count; `label` stands in the first column."""
    sums = (_sum(rows, place, column) for place, column in enumerate(columns[1:], 1))
    return Row("total", (label, *sums))


def _sum(rows: tuple[Row, ...], place: int, column: Column) -> Value:
    return sum(int(row.values[place] or 0) for row in rows) if column.type is Type.COUNT else ""
