"""The bars as a Vega-Lite chart."""

import json
from dataclasses import asdict
from textwrap import wrap
from typing import Any

import altair as alt

from audits.reports.charts.bars import Bar, bars_of, lengths
from audits.reports.charts.looks import FILLS, INK, LINE, MUTED, OUTLINE, SIZE, Look
from audits.reports.figures.table import ChartKind

# The major and minor number of the schema that the chart is written for.
VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])

LINES = 2  # of a label, at most
LINE_HEIGHT = 15
BAR_STEP = LINES * LINE_HEIGHT + 2
LETTER = 7  # the width of one, about
COLUMN_HEIGHT = 150
GAP = 8
SPACED = alt.Scale(padding=0.3)

ROWS: dict[str, Any] = {"shorthand": "row:N", "sort": None}


def draw(table: dict[str, Any], look: Look) -> alt.TopLevelMixin:
    bars = bars_of(table)
    lying = table["chart"]["kind"] == ChartKind.BARS
    chart = _lying(bars, look) if lying else _standing(bars, look)
    return (
        chart.configure(font=look.font, padding=2)
        .configure_view(stroke=None)
        .configure_legend(labelColor=INK, labelFontSize=SIZE)
        .configure_axis(domainColor=MUTED, gridColor=LINE, labelColor=INK, labelFontSize=SIZE)
    )


def _lying(bars: list[Bar], look: Look) -> alt.LayerChart | alt.FacetChart:
    """Names before the bars and numbers after them, so that no axis is needed."""
    y = alt.Y(**ROWS, axis=None, scale=SPACED)
    marks = _marks(bars).encode(x=alt.X("value:Q", axis=None, stack="zero"), y=y)
    rows = [
        {"row": bar.row, "name": wrapped(bar.label, look.name), "length": length}
        for bar, length in lengths(bars)
    ]
    texts = alt.Chart(alt.Data(values=rows)).encode(y=y)
    rise = alt.expr(f"-{LINE_HEIGHT / 2} * (length(datum.name) - 1)")
    names = texts.mark_text(
        align="right", dx=-GAP, dy=rise, lineHeight=LINE_HEIGHT, fontSize=SIZE, color=INK
    ).encode(x=alt.datum(0), text="name:N")
    numbers = texts.mark_text(align="left", dx=GAP, fontSize=SIZE, color=INK).encode(
        x="length:Q", text=alt.Text("length:Q", format=",d")
    )
    return alt.layer(marks, names, numbers).properties(width=look.reach, height=alt.Step(BAR_STEP))


def _standing(bars: list[Bar], look: Look) -> alt.Chart:
    labels = {bar.row: bar.label for bar in bars}
    fits = max(map(len, labels.values())) * LETTER * len(labels) < look.spread
    names = alt.Axis(
        title=None,
        ticks=False,
        labelExpr=f"{json.dumps(labels)}[datum.value]",
        labelAngle=0 if fits else -40,
        labelPadding=GAP,
        labelLimit=0,
    )
    numbers = alt.Axis(
        title=None, domain=False, ticks=False, format=",d", tickMinStep=1, tickCount=4
    )
    return (
        _marks(bars)
        .encode(
            x=alt.X(**ROWS, axis=names, scale=SPACED),
            y=alt.Y("value:Q", axis=numbers, stack="zero"),
        )
        .properties(width=look.spread, height=COLUMN_HEIGHT)
    )


def _marks(bars: list[Bar]) -> alt.Chart:
    data = alt.Data(values=[asdict(bar) for bar in bars if bar.value])
    parts = list(dict.fromkeys(bar.part for bar in bars))
    legend = alt.Legend(title=None, orient="top", offset=GAP) if len(parts) > 1 else None
    scale = alt.Scale(domain=parts, range=list(FILLS[: len(parts)]))
    color = alt.Color("part:N", scale=scale, legend=legend)
    marks = alt.Chart(data).mark_bar(stroke=OUTLINE, strokeWidth=1)
    return marks.encode(color=color, order=alt.Order("place:Q"))


def wrapped(text: str, width: int) -> list[str]:
    """`text` in as many lines as a label has, and an ellipsis for what does not fit."""
    return wrap(text, width, max_lines=LINES, placeholder="…") or [""]
