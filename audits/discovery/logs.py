"""Reads the contacts out of one log, piece by piece."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from ibis.expr.types import Table

from audits.discovery.contacts import Contact, contacts_of
from audits.discovery.engines.engine import Engine
from audits.discovery.formats import Format
from audits.discovery.formats.clocks import Bearings
from audits.discovery.formats.detecting import detect, sample_of
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.reading import Batch, Position, Reader, together
from audits.discovery.reading.scanning import Scanner
from audits.discovery.selecting import expression
from audits.discovery.services import Standing, Watchlist

START = Position()


class NoSuchFormat(ValueError):
    """A name that no format has: that of a mapping that ended."""


@dataclass(frozen=True)
class Piece:
    """A part of a log: the contacts in it, and what of it could not be read.

    Contacts with resolvers are only counted, by host.
    """

    batch: Batch
    contacts: list[Contact] = field(default_factory=list)
    resolvers: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


class LogReader:
    """Reads logs for one watchlist on one engine; `zone` is that of times that state none."""

    def __init__(self, *, watchlist: Watchlist, engine: Engine, zone: tzinfo) -> None:
        self.watchlist = watchlist
        self._engine = engine
        self._zone = zone
        self._scanners: dict[tuple[bytes, ...], Scanner] = {}
        self._expressions: dict[Format, Table] = {}

    def format_of(
        self, path: Path, *, name: str, formats: Mapping[str, Format], chosen: str = ""
    ) -> Format:
        """The format named `chosen`, or the one that the file shows.

        Raises NotRecognized, and NoSuchFormat.
        """
        if chosen and chosen not in formats:
            raise NoSuchFormat(f'no format is called "{chosen}" any longer')
        if chosen:
            return formats[chosen]
        return detect(sample_of(path), formats.values(), name=name)

    def read(
        self, path: Path, *, name: str, log_format: Format, start: Position = START
    ) -> Iterator[Piece]:
        """The pieces of the log from `start` on. Raises OSError where it cannot be opened."""
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        bearings = Bearings(self._zone, written)
        reader = Reader(
            path,
            name=name,
            log_format=log_format,
            scanner=self._scanner(log_format),
            bearings=bearings,
        )
        for batch in together(reader.batches(start)):
            yield self._piece(batch, bearings)

    def _piece(self, batch: Batch, bearings: Bearings) -> Piece:
        piece = Piece(batch, faults=list(batch.faults))
        if not batch.lines:
            return piece
        answers = self._engine.run(self._expression(batch.format), batch.lines)
        for one in contacts_of(
            answers, log_format=batch.format, watchlist=self.watchlist, bearings=bearings
        ):
            _put(one, piece)
        return piece

    def _scanner(self, log_format: Format) -> Scanner:
        if log_format.markers not in self._scanners:
            names = [literal.encode() for literal in self.watchlist.literals]
            self._scanners[log_format.markers] = Scanner([*names, *log_format.markers])
        return self._scanners[log_format.markers]

    def _expression(self, log_format: Format) -> Table:
        if log_format not in self._expressions:
            self._expressions[log_format] = expression(log_format, self.watchlist)
        return self._expressions[log_format]


def _put(one: Contact | Fault, piece: Piece) -> None:
    if isinstance(one, Fault):
        piece.faults.append(one)
    elif one.service.standing == Standing.RESOLVER:
        piece.resolvers[one.host] += 1
    else:
        piece.contacts.append(one)
