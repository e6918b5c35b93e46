"""A log read in the plainest way there is, to hold the fast one against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from audits.discovery.formats import Format
from tests.fuzz.layouts import Layout, layout_of


@dataclass(frozen=True)
class PlainLine:
    """A line, which stands at `offset` in the text; `layout` is what is in force there."""

    offset: int
    raw: bytes
    text: str
    layout: Layout
    is_sought: bool


@dataclass
class Plain:
    """A whole text: its lines, without header lines, and what those set in the end."""

    lines: list[PlainLine] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def plainly(text: bytes, log_format: Format, literals: Sequence[bytes]) -> Plain:
    """Reads `text` line by line; those with one of `literals` (in lower case) are sought."""
    plain, layout = Plain(), layout_of(log_format.under({}))
    for offset, raw in _split(text):
        line = decoded(raw)
        sought = any(literal in raw.lower() for literal in literals)
        sets = log_format.sets(line) if sought else ""
        if sets:
            plain.headers[sets] = line
            layout = layout_of(log_format.under(plain.headers))
        else:
            plain.lines.append(PlainLine(offset, raw, line, layout, sought))
    return plain


def decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _split(text: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 0
    for line in text.split(b"\n"):
        if line or offset + len(line) < len(text):
            yield offset, line.rstrip(b"\r")
        offset += len(line) + 1
