"""Feeds bytes to all that reads one format: detecting, reading, and both readings of each column.

    python -m tests.fuzz.target FORMAT [what libFuzzer takes]

No input may make it crash, take long, or be read otherwise by the engine than by Python.
"""

import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["audits.discovery"]):
    from audits.discovery.contacts import contacts_of
    from audits.discovery.formats import FORMATS
    from audits.discovery.formats.clocks import Bearings
    from audits.discovery.formats.detecting import NotRecognized, detect, sample_of
    from audits.discovery.people.proxies import Proxies
    from audits.discovery.reading.reading import Batch, Reader
    from audits.discovery.reading.scanning import Scanner
    from audits.discovery.selecting import expression
    from tests.audits.discovery.formats.both import by_engine, by_python, columns_of, reading
    from tests.audits.discovery.formats.reading import ENGINE, WATCHLIST

_BEARINGS = Bearings(UTC, datetime(2020, 11, 13, tzinfo=UTC))
# A format that is laid out by header lines is another one for each that a fuzzer thinks of.
_expression = cache(expression)
_reading = cache(lambda log_format: reading(columns_of(log_format)))


class Target:
    """Reads whatever bytes there are as `name`."""

    def __init__(self, name: str, path: Path) -> None:
        self._format = FORMATS[name]
        self._path = path
        literals = (one.encode() for one in WATCHLIST.literals)
        self._scanner = Scanner([*literals, *self._format.markers])

    def __call__(self, data: bytes) -> None:
        self._path.write_bytes(data)
        sample = sample_of(self._path)
        with suppress(NotRecognized):
            detect(sample, FORMATS.values(), name="log")
        reader = Reader(
            self._path,
            name="log",
            log_format=self._format,
            scanner=self._scanner,
            bearings=_BEARINGS,
        )
        for batch in reader.batches():
            self._check(batch, sample)

    def _check(self, batch: Batch, sample: list[str]) -> None:
        """Reads the lines of a batch, and any others in the same way."""
        answers = ENGINE.run(_expression(batch.format, WATCHLIST), batch.lines)
        for _ in contacts_of(
            answers,
            log_format=batch.format,
            watchlist=WATCHLIST,
            bearings=_BEARINGS,
            proxies=Proxies(["10.1.2.3"]),
        ):
            pass
        lines = [*(line for _, _, line in batch.lines), *sample]
        engine = by_engine(_reading(batch.format), lines)
        python = by_python(columns_of(batch.format), lines)
        for line, one, other in zip(lines, engine, python, strict=True):
            if one != other:
                raise AssertionError(f"read twice, {one} and {other}: {line!r}")


def main(name: str, arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        atheris.Setup([sys.argv[0], *arguments], Target(name, Path(folder, "log")))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
