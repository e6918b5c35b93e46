"""Reads the contacts out of logs, piece by piece."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from audits.discovery.contacts import Contact, contacts_of
from audits.discovery.engines.engine import Engine, Log, Read
from audits.discovery.formats import Format
from audits.discovery.formats.clocks import Bearings
from audits.discovery.formats.detecting import detect, sample_of
from audits.discovery.people.proxies import Proxies
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.reading import START, Batch, Position
from audits.discovery.services import Standing, Watchlist


class NoSuchFormat(ValueError):
    """A name that no format has: that of a mapping that ended."""


@dataclass(frozen=True)
class Piece:
    """A part of a log: the contacts in it, and what of it could not be read.

    Contacts with resolvers are only counted, by host.
    """

    log: Log
    batch: Batch
    contacts: list[Contact] = field(default_factory=list)
    resolvers: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


class LogReader:
    """Reads logs for one watchlist on one engine; `zone` is that of times that state none.

    What `proxies` say of whom they work for is believed.
    """

    def __init__(
        self, *, watchlist: Watchlist, engine: Engine, zone: tzinfo, proxies: Collection[str] = ()
    ) -> None:
        self.watchlist = watchlist
        self._proxies = Proxies(proxies)
        self._engine = engine
        self._zone = zone

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

    def log(self, path: Path, *, name: str, log_format: Format, start: Position = START) -> Log:
        """The log at `path`, to be read from `start` on. Raises OSError where there is none."""
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return Log(path, name, log_format, Bearings(self._zone, written), start)

    def read(self, logs: Iterable[Log]) -> Iterator[Piece]:
        """The pieces of each log, in order. Raises OSError where one cannot be opened."""
        for read in self._engine.read(logs, self.watchlist):
            yield self._piece(read)

    def _piece(self, read: Read) -> Piece:
        piece = Piece(read.log, read.batch, faults=list(read.batch.faults))
        for one in contacts_of(
            read.answers,
            log_format=read.batch.format,
            watchlist=self.watchlist,
            bearings=read.log.bearings,
            proxies=self._proxies,
            undecodable=read.batch.undecodable,
        ):
            _put(one, piece)
        return piece


def _put(one: Contact | Fault, piece: Piece) -> None:
    if isinstance(one, Fault):
        piece.faults.append(one)
    elif one.service.standing == Standing.RESOLVER:
        piece.resolvers[one.host] += 1
    else:
        piece.contacts.append(one)
