"""Which format a file is written in, told by its first lines."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from audits.discovery.formats.format import Format
from audits.discovery.reading.opening import Broken, Opened

_SAMPLE_BYTES = 256 << 10
_SAMPLE_LINES = 500
_SHARE = 0.6
_SHOWN_LINES = 5
_SHOWN_WIDTH = 200


class NotRecognized(Exception):
    """A file that is in no known format; `lines` are its first ones, made safe to show."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self.lines = [_shown(line) for line in lines[:_SHOWN_LINES]]
        super().__init__(
            f"{name}: no known log format. It begins with:\n"
            + "\n".join(f"    {line}" for line in self.lines or ["(nothing)"])
            + "\nName the format, or save a mapping for it."
        )


def sample_of(path: Path) -> list[str]:
    """The first lines of a file, without those that are blank. Raises OSError."""
    data = b""
    try:
        for piece in Opened(path).pieces():
            data += piece[: _SAMPLE_BYTES - len(data)]
            if len(data) >= _SAMPLE_BYTES:
                break
    except Broken:
        pass
    lines = data.decode(errors="replace").splitlines()[:_SAMPLE_LINES]
    return [line for line in lines if line.strip()]


def detect(sample: Sequence[str], formats: Iterable[Format], *, name: str) -> Format:
    """The format that fits most lines of `sample`. Raises NotRecognized."""
    best = max(formats, key=lambda one: _share(sample, one))
    if _share(sample, best) < _SHARE:
        raise NotRecognized(name, sample)
    return best


def _share(sample: Sequence[str], log_format: Format) -> float:
    """How many of the lines are of the format; header lines say nothing against it."""
    laid_out = _laid_out(sample, log_format)
    if not sample or not laid_out or laid_out.name != log_format.name:
        return 0.0
    lines = [line for line in sample if not log_format.sets(line)]
    return sum(map(laid_out.fits, lines)) / len(lines) if lines else 1.0


def _laid_out(sample: Sequence[str], log_format: Format) -> Format | None:
    if not log_format.laid_out:
        return log_format
    headers = {sets: line for line in sample if (sets := log_format.sets(line))}
    return log_format.laid_out(headers) if headers else None


def _shown(line: str) -> str:
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    return clean[:_SHOWN_WIDTH] + ("…" if len(clean) > _SHOWN_WIDTH else "")
