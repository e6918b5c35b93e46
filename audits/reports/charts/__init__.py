"""Pictures of tables, as SVG. The numbers stand in the table beside each.

A chart tells its parts apart by how dark they are and by an outline, so that it reads without
color and on paper.
"""

from typing import Any
from xml.sax.saxutils import escape

from audits.reports.charts.bars import bars_of, description
from audits.reports.charts.looks import NARROW, PAPER, WIDE, Look

__all__ = ["NARROW", "PAPER", "WIDE", "Look", "chart_svg", "description", "has_chart"]


def has_chart(table: dict[str, Any]) -> bool:
    """Has `table`, as it stands in the figures of a report, anything to draw?"""
    return table["chart"] is not None and any(bar.value for bar in bars_of(table))


def chart_svg(table: dict[str, Any], look: Look) -> str:
    """The chart of `table`, with a title and a description for those who do not see it."""
    # What draws takes a while to load: only where it is needed.
    import vl_convert

    from audits.reports.charts.drawing import VERSION, draw

    svg = vl_convert.vegalite_to_svg(draw(table, look).to_json(), vl_version=VERSION)
    svg = svg.replace(f'font-size="{look.room}px"', f'font-size="{look.size}px"')
    words = f"<title>{escape(table['title'])}</title><desc>{escape(description(table))}</desc>"
    tag, rest = svg.split(">", 1)
    return f'{tag} role="img">{words}{rest}'
