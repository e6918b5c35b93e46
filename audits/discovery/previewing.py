"""How the first lines of a log would be read by a mapping that is being made for it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from audits.discovery.engines.local import DuckDB
from audits.discovery.formats.clocks import Bearings, Unreadable
from audits.discovery.formats.format import Format
from audits.discovery.formats.mapping import Mapping
from audits.discovery.reading.reading import Line
from audits.discovery.selecting import parsed

# Where nobody has said which times these are, those that lack a year are not of the future.
_BEARINGS = Bearings(UTC, datetime(9999, 12, 30, tzinfo=UTC))


def preview(
    mapping: Mapping, sample: Sequence[str], *, bearings: Bearings | None = None
) -> list[dict[str, Any]]:
    """Each line of `sample` as `mapping` reads it, in order, by the engine that reads logs.

    A row has the line, `is_header`, `fault` ("" where there is none), `at` (aware, UTC, or None)
    and the texts time, user, client, device, host, application, method, path, outcome and peer.
    A header line has but the first three. Raises ValueError where the mapping is not valid.
    """
    base, engine = mapping.format, DuckDB()
    rows: list[dict[str, Any]] = []
    for log_format, numbered in groupby(_laid_out(base, sample), key=lambda one: one[0]):
        lines = [("", at, line) for _, at, line in numbered]
        if log_format is None:
            rows += [{"line": line, "is_header": True, "fault": ""} for _, _, line in lines]
        else:
            rows += _read(engine, log_format, lines, bearings or _BEARINGS)
    return rows


def _laid_out(base: Format, sample: Sequence[str]) -> Iterator[tuple[Format | None, int, str]]:
    """Each line with the format in force there; none for a header line."""
    log_format, headers = base, {}
    for at, line in enumerate(sample):
        sets = base.sets(line)
        if sets and base.laid_out:
            headers[sets] = line
            log_format = base.laid_out(headers)
        yield None if sets else log_format, at, line


def _read(
    engine: DuckDB, log_format: Format, lines: Sequence[Line], bearings: Bearings
) -> Iterator[dict[str, Any]]:
    expression = parsed(log_format)
    for row in sorted(engine.run(expression, lines), key=lambda row: row[1]):
        values = dict(zip(expression.columns, row, strict=True))
        del values["file"], values["offset"], values["forwarded"]
        readable = values.pop("readable")
        yield values | {"is_header": False} | _time(log_format, values, readable, bearings)


def _time(
    log_format: Format, values: dict[str, Any], readable: bool, bearings: Bearings
) -> dict[str, Any]:
    if not readable:
        return {"at": None, "fault": f"a line that is not {log_format.label}"}
    try:
        return {"at": log_format.clock(values["time"], bearings).at, "fault": ""}
    except Unreadable:
        return {"at": None, "fault": f"a time that is none: {values['time']!r}"}
