"""What the rows of a table of evidence say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from audits.discovery.contacts import By, Contact
from audits.discovery.evidence.naming import ServiceNames
from audits.discovery.evidence.records import Record
from audits.discovery.evidence.tables import PERSON, EvidenceTable, column_names
from audits.discovery.formats.clocks import (
    Bearings,
    Clock,
    Moment,
    Unreadable,
    any_of,
    iso,
    written_as,
)
from audits.discovery.formats.format import Shows
from audits.discovery.reading.faults import Fault
from audits.discovery.reading.rows import Row, rows
from audits.discovery.services import Service, Watchlist

Cells = Mapping[str, str]
# What tells of a service is kept in memory: so many rows, and so many letters of them.
MOST_KEPT = 200_000
MOST_LETTERS = 64 << 20

WHEN = (
    "time", "timestamp", "searched_at", "date", "last_login", "created", "created_at", "posted",
)  # fmt: skip
COUNT = ("searches", "search_count", "count", "uses")
_COUNT = re.compile("[0-9]{1,6}")

CLOCK: Clock = any_of(
    iso, written_as("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%y")
)
_WELCOME = re.compile(
    r"welcome|activat|verify your|your (?:new )?account|trial (?:has|is)", re.IGNORECASE
)


def read_evidence(
    path: Path,
    table: EvidenceTable,
    *,
    name: str,
    watchlist: Watchlist,
    zone: tzinfo,
    about: Service | None = None,
) -> Iterator[Contact | Fault | None]:
    """What each row says, and a fault for each that cannot be read, without what it holds.

    None for a row that names no service that is looked for: it says something of others, and
    nothing of it is kept. `about` is the service of a vendor's own export whose rows name none.
    """
    bearings = Bearings(zone, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    reader = _Reader(table, name, ServiceNames(watchlist), bearings, about)
    kept = letters = 0
    for one in rows(path, name=name):
        if not reader.columns and isinstance(one, Row):
            reader.columns = column_names(one.cells)
            continue
        told = one if isinstance(one, Fault) else reader.read(one)
        yield told
        kept += told is not None
        letters += len(told.line) if isinstance(told, Contact) else 0
        if kept >= MOST_KEPT or letters >= MOST_LETTERS:
            yield Fault(name, one.offset, 0, "more rows about services than are kept of a table")
            return


@dataclass
class _Reader:
    """Reads the rows of one file, whose header named `columns`."""

    table: EvidenceTable
    file: str
    names: ServiceNames
    bearings: Bearings
    about: Service | None
    columns: Sequence[str] = ()

    def read(self, row: Row) -> Contact | Fault | None:
        cells = dict(zip(self.columns, row.cells, strict=False))
        service = self._service(cells)
        try:
            return self._contact(row, cells, service) if service else None
        except Unreadable as error:
            return Fault(self.file, row.offset, row.length, str(error))

    def _service(self, cells: Cells) -> Service | None:
        told = _first(cells, self.table.services)
        if not told:
            return self.about if self.table.of_vendor else None
        return self._sender(told) if self.table.record == Record.MAIL else self.names.find(told)

    def _sender(self, told: str) -> Service | None:
        """By the host of the address, or else by the name before it: `Name <user@host>`."""
        title, _bracket, address = told.rpartition("<")
        host = address.rpartition("@")[2].strip("> ")
        return self.names.of_host(host) or self.names.find_by_name(title)

    def _contact(self, row: Row, cells: Cells, service: Service) -> Contact:
        record = _record(cells, self.table)
        return Contact(
            file=self.file,
            offset=row.offset,
            line=row.text,
            format=self.table.name,
            shows=Shows.REQUESTS if record == Record.SEARCH else Shows.SIGN_INS,
            service=service,
            by=By.NAME,
            moment=_moment(cells, self.bearings),
            user=_person(cells),
            client=cells.get("ip", "") or cells.get("ip_address", ""),
            device="",
            host="",
            method="",
            path="",
            outcome="",
            peer="",
            record=record,
            times=_count(cells) if record in (Record.ACCOUNT, Record.LISTED) else 1,
        )


def _record(cells: Cells, table: EvidenceTable) -> Record:
    if table.record == Record.MAIL and _WELCOME.search(cells.get("subject", "")):
        return Record.WELCOME
    return table.record


def _first(cells: Cells, names: Sequence[str]) -> str:
    return next((cells[name].strip() for name in names if cells.get(name, "").strip()), "")


def _person(cells: Cells) -> str:
    person = _first(cells, PERSON)
    if not person:
        raise Unreadable("a row that names nobody")
    return person


def _moment(cells: Cells, bearings: Bearings) -> Moment:
    text = _first(cells, WHEN)
    if not text:
        # A list may say no time: it is dated by when it was written.
        return Moment(bearings.written, zone_assumed=True, year_assumed=True)
    try:
        return CLOCK(text, bearings)
    except Unreadable as error:
        raise Unreadable("a time that is none") from error


def _count(cells: Cells) -> int:
    """How many searches it tells of: 0 where it states no number."""
    text = _first(cells, COUNT)
    if text and not _COUNT.fullmatch(text):
        raise Unreadable("a number of searches that is none")
    return int(text or 0)
