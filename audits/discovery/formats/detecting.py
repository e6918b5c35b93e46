"""Which format a file is written in, told by its first lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from audits.discovery.formats.format import OWN, Format
from audits.discovery.reading.blocks import lines
from audits.discovery.reading.opening import Opened

_SAMPLE_BYTES = 256 << 10
_SAMPLE_LINES = 200
# A longer line tells nothing of the others; so far into a file they are looked for.
_LONGEST_SAMPLED = 64 << 10
_LOOKED_AT = 32 << 20
_SHARE = 0.6
_SHOWN_LINES = 5
# Enough of a line to describe its format by, and what a terminal shows of it.
_KEPT_WIDTH = 2000
_SHOWN_WIDTH = 200
_NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"


class NotRecognized(Exception):
    """A file that is in no known format; `lines` are its first ones, made safe to show."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self.lines = [_shown(line, _KEPT_WIDTH) for line in lines[:_SHOWN_LINES]]
        shown = [_shown(line, _SHOWN_WIDTH) for line in self.lines]
        super().__init__(
            f"{name}: no known log format. It begins with:\n"
            + "\n".join(f"    {line}" for line in shown or ["(nothing)"])
            + "\nName the format, or save a mapping for it."
        )


def sample_of(path: Path) -> list[str]:
    """The first lines of a file, without those that are blank or very long. Raises OSError.

    Where all of them are that long, it is what the file begins with.
    """
    pieces = _beginning(Opened(path).pieces())
    first = next(pieces, b"")
    return list(_sampled(chain([first], pieces))) or _not_blank(first[:_SAMPLE_BYTES])


def _beginning(pieces: Iterable[bytes]) -> Iterator[bytes]:
    looked_at = 0
    for piece in pieces:
        yield piece
        looked_at += len(piece)
        if looked_at >= _LOOKED_AT:
            return


def _sampled(pieces: Iterable[bytes]) -> Iterator[str]:
    count = size = 0
    for line in lines(pieces):
        if len(line.data) <= _LONGEST_SAMPLED:
            size += len(line.data)
            for text in _not_blank(line.data):
                count += 1
                yield text
        if count >= _SAMPLE_LINES or size >= _SAMPLE_BYTES:
            return


def _not_blank(data: bytes) -> list[str]:
    several = data.decode(errors="replace").splitlines()
    return [line for line in several if line.strip()]


def detect(sample: Sequence[str], formats: Iterable[Format], *, name: str) -> Format:
    """The format that fits most lines of `sample`, of the lowest rank. Raises NotRecognized."""
    for some in _by_rank(formats):
        best = max(some, key=lambda one: _share(sample, one))
        if _share(sample, best) >= _SHARE:
            return best
    raise NotRecognized(name, sample)


def is_described(sample: Sequence[str], formats: Iterable[Format]) -> bool:
    """Whether `sample` is in a format that somebody described."""
    return any(one.rank == OWN and _share(sample, one) >= _SHARE for one in formats)


def _by_rank(formats: Iterable[Format]) -> Iterator[list[Format]]:
    ranked: dict[int, list[Format]] = {}
    for one in formats:
        if one.rank is not None:
            ranked.setdefault(one.rank, []).append(one)
    return (ranked[rank] for rank in sorted(ranked))


def _share(sample: Sequence[str], log_format: Format) -> float:
    """How many of the lines are of the format; header lines say nothing against it."""
    layouts = list(_layouts(sample, log_format))
    lines = [(layout, line) for layout, line in layouts if line]
    told = next((layout for layout, _ in lines or layouts[-1:] if layout), None)
    if not told or told.name != log_format.name:
        return 0.0
    fits = [bool(layout and layout.fits(line)) for layout, line in lines]
    return sum(fits) / len(fits) if fits else 1.0


def _layouts(sample: Sequence[str], log_format: Format) -> Iterator[tuple[Format | None, str]]:
    """Each line, "" for a header line, with the layout that is in force there."""
    headers: dict[str, str] = {}
    layout = None if log_format.laid_out else log_format
    for line in sample:
        sets = log_format.sets(line)
        if sets and log_format.laid_out:
            headers[sets] = line
            layout = log_format.laid_out(headers)
        yield layout, "" if sets else line


def _shown(line: str, width: int) -> str:
    clean = "".join(c if c == "\t" or c.isprintable() else _NOT_SHOWN for c in line)
    return clean[:width] + ("…" if len(clean) > width else "")
