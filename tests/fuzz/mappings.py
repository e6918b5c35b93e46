"""Draws a mapping of somebody's own, and reads bytes by it."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from zlib import crc32

import atheris

from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_faults import DELIMITERS, FIELDS
from audits.discovery.formats.proposing import TIME_PATTERNS
from audits.discovery.previewing import preview
from tests.fuzz.logs import Logs

_TIMES = ("epoch", "iso", *TIME_PATTERNS)
_ZONES = ("", "America/Los_Angeles", "UTC")
_WORDS = ("time", "user", "Host", "u r l", "a.b", "é", "h(1)", "time ", "ſ")
# A preview asks the engine by itself.
_PREVIEWS = 300


class Mappings:
    """Takes the first bytes for a mapping, and the rest for a log of it."""

    def __init__(self, path: Path, tell: Callable[[bytes], None]) -> None:
        self._path = path
        self._logs = Logs((), path, tell)

    def __call__(self, data: bytes) -> None:
        random = Random(crc32(data))  # noqa: S311
        drawn = atheris.FuzzedDataProvider(data)
        mapping, header = _drawn(drawn)
        text = header + drawn.ConsumeBytes(drawn.remaining_bytes())
        if mapping.validate():
            return
        self._logs.read(text, (mapping.format,), data)
        if random.randrange(_PREVIEWS) == 0:
            lines = [line for line in text.decode(errors="replace").split("\n") if line.strip()]
            assert [row["line"] for row in preview(mapping, lines)] == lines

    def finish(self) -> None:
        self._logs.finish()


def _drawn(drawn: atheris.FuzzedDataProvider) -> tuple[Mapping, bytes]:
    """A mapping, and the header line of a log of it."""
    kind = drawn.PickValueInList(["csv", "csv", "json"])
    delimiter = drawn.PickValueInList([*DELIMITERS])
    fields = [field for field in FIELDS if field == "time" or drawn.ConsumeBool()]
    columns = {field: _column(drawn, kind) for field in fields}
    time_format = (
        drawn.ConsumeUnicodeNoSurrogates(12)
        if drawn.ConsumeProbability() < 0.1
        else drawn.PickValueInList([*_TIMES])
    )
    mapping = Mapping(
        name="own",
        columns=columns,
        kind=kind,
        delimiter=delimiter,
        time_format=time_format,
        zone=drawn.PickValueInList([*_ZONES]),
    )
    names = [one for one in columns.values() if isinstance(one, str)]
    header = delimiter.join(dict.fromkeys(names)) + "\n" if kind == "csv" and names else ""
    return mapping, header.encode()


def _column(drawn: atheris.FuzzedDataProvider, kind: str) -> str | int:
    if kind == "csv" and drawn.ConsumeBool():
        return drawn.ConsumeIntInRange(0, 30)
    if drawn.ConsumeProbability() < 0.1:
        return drawn.ConsumeUnicodeNoSurrogates(6)
    return drawn.PickValueInList([*_WORDS])
