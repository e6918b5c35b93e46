"""Which format a file is written in, told by its first lines."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audits.discovery.formats.format import Format
from audits.discovery.reading.opening import Opened

_SAMPLE_BYTES = 256 << 10
_SAMPLE_LINES = 200
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
    """The first lines of a file, without those that are blank. Raises OSError."""
    data = b""
    for piece in Opened(path).pieces():
        data += piece[: _SAMPLE_BYTES - len(data)]
        if len(data) >= _SAMPLE_BYTES:
            break
    if len(data) >= _SAMPLE_BYTES:
        # Where the sample ends, a line need not.
        data = data[: data.rfind(b"\n") + 1] or data
    lines = data.decode(errors="replace").splitlines()[:_SAMPLE_LINES]
    return [line for line in lines if line.strip()]


def detect(sample: Sequence[str], formats: Iterable[Format], *, name: str) -> Format:
    """The format that fits most lines of `sample`, of the lowest rank. Raises NotRecognized."""
    for some in _by_rank(formats):
        best = max(some, key=lambda one: _share(sample, one))
        if _share(sample, best) >= _SHARE:
            return best
    raise NotRecognized(name, sample)


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
