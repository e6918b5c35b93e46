"""The bars as a Vega-Lite chart."""

import json
from dataclasses import asdict
from textwrap import wrap
from typing import Any

import altair as alt

from audits.reports.charts.bars import Bar, bars_of, lengths
from audits.reports.charts.looks import FILLS, INK, LINE, MUTED, OUTLINE, Look
from audits.reports.figures.table import ChartKind

# The major and minor number of the schema that the chart is written for.
VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])

LINES = 2  # of a name, at most
LINE_HEIGHT = 15
SPACE = 8  # between two bars, beside the padding
GAP = 8  # between a bar and its name or number
MOST_NAMES = 18  # that stand side by side; of more, some are left out
SLANT = -40  # of names too long to stand side by side


def _rows(bars: list[Bar]) -> dict[str, Any]:
    """Every row in its place, also one without anything to draw."""
    rows = list(dict.fromkeys(bar.row for bar in bars))
    return {"shorthand": "row:N", "scale": alt.Scale(domain=rows, padding=0.3)}


def draw(table: dict[str, Any], look: Look) -> alt.TopLevelMixin:
    bars = bars_of(table)
    lying = table["chart"]["kind"] == ChartKind.BARS
    chart = _lying(bars, look) if lying else _standing(bars, look)
    return (
        chart.configure(background="transparent", font=look.font, padding=2)
        .configure_view(stroke=None)
        .configure_text(color=INK, fontSize=look.room)
        .configure_legend(labelColor=INK, labelFontSize=look.room)
        .configure_axis(domainColor=MUTED, gridColor=LINE, labelColor=INK, labelFontSize=look.room)
    )


def _lying(bars: list[Bar], look: Look) -> alt.LayerChart | alt.FacetChart:
    """Names before the bars and numbers after them, so that no axis is needed."""
    y = alt.Y(**_rows(bars), axis=None)
    marks = _marks(bars).encode(x=alt.X("value:Q", axis=None, stack="zero"), y=y)
    names = {bar.row: wrapped(bar.label, look.name) for bar in bars}
    rows = [{"row": bar.row, "name": names[bar.row], "length": long} for bar, long in lengths(bars)]
    texts = alt.Chart(alt.Data(values=rows)).encode(y=y)
    lines = max(map(len, names.values()))
    return alt.layer(marks, _names(texts), _numbers(texts)).properties(
        width=look.reach, height=alt.Step(lines * LINE_HEIGHT + SPACE)
    )


def _names(texts: alt.Chart) -> alt.Chart:
    # A text of several lines hangs from its first; this lifts it to the middle of its bar.
    lift = alt.expr(f"-{LINE_HEIGHT / 2} * (length(datum.name) - 1)")
    marks = texts.mark_text(align="right", dx=-GAP, dy=lift, lineHeight=LINE_HEIGHT)
    return marks.encode(x=alt.datum(0), text="name:N")


def _numbers(texts: alt.Chart) -> alt.Chart:
    number = alt.Text("length:Q", format=",d")
    return texts.mark_text(align="left", dx=GAP).encode(x="length:Q", text=number)


def _standing(bars: list[Bar], look: Look) -> alt.Chart:
    names = {bar.row: bar.label for bar in bars}
    fits = max(map(len, names.values())) * look.letter * len(names) < look.spread
    below = alt.Axis(
        title=None,
        ticks=False,
        labelExpr=f"{json.dumps(names)}[datum.value]",
        labelAngle=0 if fits else SLANT,
        labelPadding=GAP,
        labelLimit=0,
        labelOverlap=len(names) > MOST_NAMES,
    )
    beside = alt.Axis(
        title=None, domain=False, ticks=False, format=",d", tickMinStep=1, tickCount=4
    )
    x, y = alt.X(**_rows(bars), axis=below), alt.Y("value:Q", axis=beside, stack="zero")
    return _marks(bars).encode(x=x, y=y).properties(width=look.spread, height=look.rise)


def _marks(bars: list[Bar]) -> alt.Chart:
    data = alt.Data(values=[asdict(bar) for bar in bars])
    parts = list(dict.fromkeys(bar.part for bar in bars))
    legend = alt.Legend(title=None, orient="top", offset=GAP) if len(parts) > 1 else None
    scale = alt.Scale(domain=parts, range=list(FILLS[: len(parts)]))
    color = alt.Color("part:N", scale=scale, legend=legend)
    marks = alt.Chart(data).transform_filter("datum.value > 0")
    return marks.mark_bar(stroke=OUTLINE, strokeWidth=1).encode(
        color=color, order=alt.Order("place:Q")
    )


def wrapped(text: str, width: int) -> list[str]:
    """`text` in as many lines as a name has, and an ellipsis for what does not fit."""
    return wrap(text, width, max_lines=LINES, placeholder="…") or [""]
