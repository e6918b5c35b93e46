"""A format as header lines lay it out, with what the fuzzer needs to have only once of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from audits.discovery.formats import Format
from tests.audits.discovery.formats.both import columns_of
from tests.fuzz.marks import Mark, mark

Read = Callable[[str], object]


@dataclass(frozen=True, eq=False)
class Layout:
    """A format; what reads each of its columns, and at last its shape; and a mark for each."""

    format: Format
    reads: dict[str, Read]
    marks: tuple[Mark, ...]


@lru_cache(1000)
def layout_of(log_format: Format) -> Layout:
    """The layout of a format: the same one for those that are equal, as these are long to hash."""
    columns = {name: column.read for name, column in columns_of(log_format).items()}
    reads = {**columns, "shape": log_format.fits}
    return Layout(log_format, reads, _marks(log_format.name, len(reads)))


@lru_cache(1000)
def _marks(name: str, number: int) -> tuple[Mark, ...]:
    """Those of all the layouts of a format are the same, or each of them would be news."""
    return tuple(mark() for _ in range(number))
