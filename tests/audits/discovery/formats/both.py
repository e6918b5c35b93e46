"""Reads columns twice, as an engine and as Python do."""

from collections.abc import Mapping, Sequence

import ibis
from ibis.expr.types import Table

from audits.discovery.formats import FORMATS, Format
from audits.discovery.formats.columns import Column
from audits.discovery.selecting import LINES
from tests.audits.discovery.formats.events import Writer
from tests.audits.discovery.formats.reading import ENGINE

_NAMES = (
    "time", "user", "client", "forwarded", "device", "host", "url", "method", "outcome", "peer",
)  # fmt: skip


def laid_out(writer: Writer) -> Format:
    """The format of what `writer` writes, as its header lays it out."""
    base = FORMATS[writer.format]
    if not base.laid_out:
        return base
    lines = writer.header.splitlines()
    return base.laid_out({sets: line for line in lines if (sets := base.sets(line))})


def columns_of(log_format: Format) -> dict[str, Column]:
    """Every column of a format, by its name."""
    applications = {f"application{i}": one for i, one in enumerate(log_format.applications)}
    return {name: getattr(log_format, name) for name in _NAMES} | applications


def reading(columns: Mapping[str, Column]) -> Table:
    """An expression of `columns` for the engine, after the offset of each line."""
    lines = ibis.table(LINES, name="lines")
    return lines.select("offset", **{name: one.of(lines.line) for name, one in columns.items()})


def by_engine(expression: Table, lines: Sequence[str]) -> list[tuple[str, ...]]:
    """What the engine reads in each of `lines`, by an expression of `reading`."""
    rows = ENGINE.run(expression, [("x", at, line) for at, line in enumerate(lines)])
    return [tuple(row[1:]) for row in sorted(rows)]


def by_python(columns: Mapping[str, Column], lines: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(one.read(line) for one in columns.values()) for line in lines]
