"""Tells which format bytes are in, and proposes how to read those that nobody recognizes."""

from contextlib import suppress
from pathlib import Path

from audits.discovery.formats import FORMATS
from audits.discovery.formats.detecting import NotRecognized, detect, sample_of
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.proposing import (
    columns_of,
    delimiter_of,
    fields_of,
    kind_of,
    time_format_of,
)


class Detecting:
    """Looks at the first lines of whatever bytes there are."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, data: bytes) -> None:
        self._path.write_bytes(data)
        sample = sample_of(self._path)
        with suppress(NotRecognized):
            detect(sample, FORMATS.values(), name="log")
        propose(sample)

    def finish(self) -> None:
        """Nothing is left to do."""


def propose(sample: list[str]) -> None:
    """A mapping for `sample`, as the pages propose one."""
    kind, delimiter = kind_of(sample), delimiter_of(sample)
    found = columns_of(sample, kind=kind, delimiter=delimiter)
    fields = fields_of(found)
    examples = {one.column: one.example for one in found}
    example = examples.get(fields.get("time", ""), "")
    time_format_of(example)
    Mapping(name="own", columns=fields, kind=kind, delimiter=delimiter).validate()
