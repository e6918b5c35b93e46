"""What a chart shows: the bars that the rows of a table make."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from audits.reports.figures.table import ChartKind

# A chart of more lying bars than this is harder to read than its table.
MOST_BARS = 14
NAMED = 3


@dataclass(frozen=True)
class Bar:
    """One part of the bar of one row; `row` is the row's key, `place` the part's place."""

    row: str
    label: str
    part: str
    place: int
    value: int


def bars_of(table: dict[str, Any]) -> list[Bar]:
    """The bars in the order of the rows; lying ones without the empty and the smallest rows."""
    rows = [list(_parts(table, row)) for row in table["rows"]]
    if table["chart"]["kind"] == ChartKind.BARS:
        rows = _largest([parts for parts in rows if _length(parts)])
    return [bar for parts in rows for bar in parts]


def lengths(bars: list[Bar]) -> list[tuple[Bar, int]]:
    """The first bar of each row, with the length of the whole row."""
    firsts: dict[str, Bar] = {}
    for bar in bars:
        firsts.setdefault(bar.row, bar)
    return [
        (first, sum(bar.value for bar in bars if bar.row == row)) for row, first in firsts.items()
    ]


def description(table: dict[str, Any]) -> str:
    """What the chart shows, in a sentence or two; the table has the rest."""
    largest = sorted(lengths(bars_of(table)), key=lambda row: -row[1])[:NAMED]
    named = [f"{bar.label} ({length})" for bar, length in largest if length]
    return _("Bar chart: %(title)s. The most: %(named)s. The table beside it has every number.") % {
        "title": table["title"],
        "named": get_text_list(named, _("and")),
    }


def _parts(table: dict[str, Any], row: dict[str, Any]) -> Iterator[Bar]:
    names = [column["name"] for column in table["columns"]]
    values = dict(zip(names, row["values"], strict=True))
    for place, part in enumerate(table["chart"]["parts"]):
        yield Bar(
            row=row["key"],
            label=values[table["chart"]["rows"]],
            part=part["label"],
            place=place,
            value=(values[part["column"]] or 0) - values.get(part["less"], 0),
        )


def _largest(rows: list[list[Bar]]) -> list[list[Bar]]:
    least = min(sorted(map(_length, rows))[-MOST_BARS:], default=0)
    return [parts for parts in rows if _length(parts) >= least][:MOST_BARS]


def _length(parts: list[Bar]) -> int:
    return sum(bar.value for bar in parts)
