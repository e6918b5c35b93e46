"""What reads logs and runs the expressions over their lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from audits.discovery.formats.clocks import Bearings
from audits.discovery.formats.format import Format
from audits.discovery.reading.reading import START, Batch, Position, Reader
from audits.discovery.reading.scanning import Scanner
from audits.discovery.services import Watchlist

# The columns of the answer, all of them text but `offset` and `readable`.
ANSWER = (
    "file", "offset", "line", "readable", "service_name", "service_address", "time", "user",
    "client", "forwarded", "device", "host", "application", "method", "path", "outcome", "peer",
)  # fmt: skip
Answer = tuple


@dataclass(frozen=True, eq=False)
class Log:
    """A file that is to be read from `start` on, told as `name`; two are never the same."""

    path: Path
    name: str
    format: Format
    bearings: Bearings
    start: Position = START

    def reader(self, scanner: Scanner, *, end: int | None = None) -> Reader:
        return Reader(
            self.path,
            name=self.name,
            log_format=self.format,
            scanner=scanner,
            bearings=self.bearings,
            end=end,
        )


@dataclass(frozen=True)
class Read:
    """A batch of a log, and the rows of the answer that its lines give, by offset."""

    log: Log
    batch: Batch
    answers: Sequence[Answer]


class Engine(Protocol):
    """Reads logs and runs an expression of `selecting` over the lines of each."""

    def read(self, logs: Iterable[Log], watchlist: Watchlist) -> Iterator[Read]:
        """The batches of each log, in order; whatever the engine, they come to the same.

        Raises OSError where a log cannot be read at all, or the engine cannot be reached.
        """

    def close(self) -> None:
        """Ends what the engine has begun; it can be used again."""


def sought_in(log: Log, watchlist: Watchlist) -> tuple[bytes, ...]:
    """The literals, one of which stands in each line of `log` that has to be looked at."""
    literals = log.format.written(watchlist.literals)
    return (*(literal.encode() for literal in literals), *log.format.markers)
