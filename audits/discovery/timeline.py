"""The picture of searches and visits over time, as SVG; a table beside it has every number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import altair as alt
import vl_convert
from django.utils.translation import gettext as _

from audits.discovery.overview import Week, described

# The major and minor number of the schema that the chart is written for.
_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
_SANS = "Public Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
_INK, _MUTED, _LINE, _OUTLINE = "#1c1d1f", "#565c65", "#dfe1e2", "#074b69"
# Told apart by how dark they are, so that it reads without color and on paper.
_FILLS = ("#074b69", "#a9cfe0")
_SIZE = 13


@dataclass(frozen=True)
class Look:
    """How far, in pixels, the weeks of a service spread and rise, and for how many dates."""

    spread: int
    rise: int
    dates: int


WIDE = Look(spread=1090, rise=110, dates=14)
NARROW = Look(spread=300, rise=90, dates=3)


def timeline_svg(weeks: Sequence[Week], look: Look) -> str:
    """The weeks of each service under its name, searches and visits one upon the other."""
    svg = vl_convert.vegalite_to_svg(_drawn(weeks, look).to_json(), vl_version=_VERSION)
    tag, rest = svg.split(">", 1)
    title = escape(_("Searches and visits by week"))
    return f'{tag} role="img"><title>{title}</title><desc>{escape(described(weeks))}</desc>{rest}'


def _drawn(weeks: Sequence[Week], look: Look) -> alt.TopLevelMixin:
    systems = list(dict.fromkeys(week.system for week in weeks))
    rows = [_of_system([week for week in weeks if week.system == one], look) for one in systems]
    return (
        alt.vconcat(*rows, spacing=18)
        .configure(background="transparent", font=_SANS, padding=2)
        .configure_view(stroke=None)
        .configure_title(anchor="start", frame="group", color=_INK, fontSize=_SIZE + 1)
        .configure_legend(labelColor=_INK, labelFontSize=_SIZE)
        .configure_axis(domainColor=_MUTED, gridColor=_LINE, labelColor=_INK, labelFontSize=_SIZE)
    )


def _of_system(weeks: Sequence[Week], look: Look) -> alt.Chart:
    parts = [str(_("searches")), str(_("visits without a search"))]
    x = alt.X("week:O", axis=_dates(weeks, look), scale=alt.Scale(padding=0.2), sort=None)
    beside = alt.Axis(
        title=None, domain=False, ticks=False, format=",d", tickMinStep=1, tickCount=3
    )
    color = alt.Color(
        "part:N",
        scale=alt.Scale(domain=parts, range=list(_FILLS)),
        legend=alt.Legend(title=None, orient="top", offset=4),
    )
    return (
        alt.Chart(alt.Data(values=_bars(weeks, parts)), title=weeks[0].system)
        .mark_bar(stroke=_OUTLINE, strokeWidth=1)
        .encode(x=x, y=alt.Y("value:Q", axis=beside), color=color, order=alt.Order("place:Q"))
        .properties(width=look.spread, height=look.rise)
    )


def _bars(weeks: Sequence[Week], parts: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"week": week.monday.isoformat(), "part": part, "place": place, "value": value or None}
        for week in weeks
        for place, (part, value) in enumerate(zip(parts, (week.searches, week.visits), strict=True))
    ]


def _dates(weeks: Sequence[Week], look: Look) -> alt.Axis:
    """The Mondays, as many of them as there is room for."""
    every = -(-len(weeks) // look.dates)
    shown = [week.monday.isoformat() for week in weeks[::every]]
    return alt.Axis(
        title=None,
        ticks=False,
        values=shown,
        labelAngle=0,
        labelPadding=6,
        labelExpr="utcFormat(toDate(datum.value), '%b %-d')",
        labelOverlap=True,
    )
