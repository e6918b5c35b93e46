"""How wide a chart is and what it is set in, for each place that shows it."""

from dataclasses import dataclass

SANS = "Public Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Look:
    """How far, in pixels, lying bars reach and standing bars spread; and how long, in letters,
    a line of the name before a lying bar may be."""

    reach: int
    spread: int
    name: int
    font: str


WIDE = Look(reach=420, spread=640, name=36, font=SANS)
NARROW = Look(reach=150, spread=270, name=20, font=SANS)
PAPER = Look(reach=330, spread=560, name=40, font="Libertinus Serif")

SIZE = 13
INK, MUTED, LINE = "#1c1d1f", "#565c65", "#dfe1e2"
OUTLINE = "#074b69"
FILLS = ("#074b69", "#a9cfe0")
