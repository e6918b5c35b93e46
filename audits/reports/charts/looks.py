"""How wide a chart is and what it is set in, for each place that shows it."""

from dataclasses import dataclass

SANS = "Public Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Look:
    """How far, in pixels, lying bars reach and standing bars spread and rise; how long, in
    letters, a line of the name before a lying bar may be; and the letters, in pixels: `size` is
    how large they are, `room` how large a place is kept for them, `letter` how wide one is, about.
    A page shows a chart in whatever the reader's machine has of `font`, and some of that is wider
    than what it was laid out in."""

    reach: int
    spread: int
    rise: int
    name: int
    size: int
    room: int
    letter: int
    font: str


WIDE = Look(reach=420, spread=640, rise=160, name=36, size=13, room=16, letter=8, font=SANS)
NARROW = Look(reach=150, spread=270, rise=140, name=20, size=13, room=16, letter=8, font=SANS)
PAPER = Look(
    reach=360, spread=560, rise=110, name=44, size=12, room=12, letter=6, font="Libertinus Serif"
)

INK, MUTED, LINE = "#1c1d1f", "#565c65", "#dfe1e2"
OUTLINE = "#074b69"
FILLS = ("#074b69", "#a9cfe0")
