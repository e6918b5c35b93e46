"""Tables of evidence, known by their header, and what a row of each says."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from audits.discovery.contacts import By, Contact
from audits.discovery.evidence.records import Record
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
from audits.discovery.reading.opening import Opened
from audits.discovery.services import Service, Watchlist

Row = Mapping[str, str]
_LONGEST_ROW = 64 << 10
_MOST = 1_000_000

# What columns are called, by what they hold.
PERSON = ("email", "user", "user_email", "recipient", "cardholder", "username", "user_name", "name")
WHEN = (
    "time", "timestamp", "searched_at", "date", "last_login", "created", "created_at", "posted",
)  # fmt: skip
SERVICE = ("service", "vendor", "system", "merchant", "sender", "domain", "tool")
COUNT = ("searches", "search_count", "count", "uses")

CLOCK: Clock = any_of(
    iso, written_as("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%y")
)
_WELCOME = re.compile(
    r"welcome|activat|verify your|your (?:new )?account|trial (?:has|is)", re.IGNORECASE
)


@dataclass(frozen=True)
class EvidenceTable:
    """A kind of table: each of `needs` is a choice of columns of which it has one."""

    name: str
    label: str
    needs: tuple[tuple[str, ...], ...]
    record: Record

    def fits(self, columns: set[str]) -> bool:
        return all(any(name in columns for name in choice) for choice in self.needs)


# The first that fits is taken: what is more special comes first.
EVIDENCE = (
    EvidenceTable(
        "mail-gateway",
        "mail gateway's log",
        (("sender",), ("recipient",), ("subject",)),
        Record.MAIL,
    ),
    EvidenceTable(
        "purchase-cards",
        "purchase-card lines",
        (("cardholder",), ("merchant",), ("amount",)),
        Record.PURCHASE,
    ),
    EvidenceTable(
        "vendor-searches",
        "vendor's search export",
        (PERSON, ("searched_at", "search_id", "search_time")),
        Record.SEARCH,
    ),
    EvidenceTable(
        "vendor-users",
        "vendor's user list",
        (PERSON, ("last_login", "created", "created_at", "account_status", "plan")),
        Record.ACCOUNT,
    ),
    EvidenceTable(
        "list", "list handed over", (PERSON, SERVICE, (*COUNT, "told_by", "agency")), Record.LISTED
    ),
)


def evidence_of(first_line: str) -> EvidenceTable | None:
    """The kind of evidence whose header `first_line` is; None where it is none."""
    columns = set(_names(next(csv.reader([first_line]), [])))
    return next((table for table in EVIDENCE if table.fits(columns)), None)


def _names(cells: Sequence[str]) -> list[str]:
    return [re.sub(r"[\s\-]+", "_", cell.strip().lower()) for cell in cells]


def read_evidence(
    path: Path,
    table: EvidenceTable,
    *,
    name: str,
    watchlist: Watchlist,
    zone: tzinfo,
    about: Service | None = None,
) -> Iterator[Contact | Fault]:
    """What each row says, and a fault for each that says nothing of a service, a person or a time.

    `about` is the service where the rows do not name one, as in a vendor's own export.
    """
    bearings = Bearings(zone, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    for offset, line, row in _rows(path):
        try:
            service = _service(row, watchlist, about)
            yield _contact(row, table, _At(name, offset, line), service, bearings)
        except Unreadable as error:
            yield Fault(name, offset, len(line.encode()), str(error))


@dataclass(frozen=True)
class _At:
    """Where a row stands."""

    file: str
    offset: int
    line: str


def _rows(path: Path) -> Iterator[tuple[int, str, Row]]:
    """The rows, each with the offset at which it begins and its text; a quoted cell may be long."""
    offset, begin, held, names = 0, 0, "", None
    data = b"".join(Opened(path).pieces())
    for raw in data.splitlines(keepends=True):
        held += raw.decode("utf-8-sig", errors="replace")
        offset += len(raw)
        if held.count('"') % 2 and len(held) < _LONGEST_ROW:
            continue
        cells = next(csv.reader([held]), [])
        if names is None:
            names = _names(cells)
        elif cells:
            yield begin, held.rstrip("\r\n"), dict(zip(names, cells, strict=False))
        begin, held = offset, ""


def _contact(
    row: Row, table: EvidenceTable, where: _At, service: Service, bearings: Bearings
) -> Contact:
    record = _record(row, table)
    return Contact(
        file=where.file,
        offset=where.offset,
        line=where.line,
        format=table.name,
        shows=Shows.REQUESTS if record == Record.SEARCH else Shows.SIGN_INS,
        service=service,
        by=By.NAME,
        moment=_moment(row, bearings),
        user=_person(row),
        client=row.get("ip", "") or row.get("ip_address", ""),
        device="",
        host="",
        method="",
        path="",
        outcome="",
        peer="",
        record=record,
        times=_count(row) if record in (Record.ACCOUNT, Record.LISTED) else 1,
    )


def _record(row: Row, table: EvidenceTable) -> Record:
    if table.record == Record.MAIL and _WELCOME.search(row.get("subject", "")):
        return Record.WELCOME
    return table.record


def _first(row: Row, names: Sequence[str]) -> str:
    return next((row[name].strip() for name in names if row.get(name, "").strip()), "")


def _person(row: Row) -> str:
    person = _first(row, PERSON)
    if not person:
        raise Unreadable("a row that names nobody")
    return person


def _moment(row: Row, bearings: Bearings) -> Moment:
    text = _first(row, WHEN)
    if not text:
        # A list may say no time: it is dated by when it was written.
        return Moment(bearings.written, zone_assumed=True, year_assumed=True)
    try:
        return CLOCK(text, bearings)
    except Unreadable as error:
        raise Unreadable(f"a time that is none: {text!r}") from error


def _service(row: Row, watchlist: Watchlist, about: Service | None) -> Service:
    told = _first(row, SERVICE).lower()
    found = watchlist.of_host(told.rpartition("@")[2].strip("<> ")) or _by_name(told, watchlist)
    service = found or about
    if service is None:
        raise Unreadable(f"a row that names no service of the catalog: {told!r}")
    return service


def _by_name(told: str, watchlist: Watchlist) -> Service | None:
    """The service whose name stands in what a merchant or a list calls it."""
    letters = _letters(told)
    named = [one for one in watchlist.services if _letters(one.name) in letters]
    return max(named, key=lambda one: len(one.name)) if letters and named else None


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _count(row: Row) -> int:
    text = _first(row, COUNT)
    if not text:
        return 1
    if not text.isascii() or not text.isdigit() or int(text) > _MOST:
        raise Unreadable(f"a number of searches that is none: {text!r}")
    return int(text)
