"""The contacts of one answer, held on disk: however many there are, memory does not grow.

SQLite keeps them in a file without a name, which is gone with the process, and sorts them there.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from audits.discovery.blindness import Assumed, Realms
from audits.discovery.contacts import Contact
from audits.discovery.counting.actors import AFTER, BEFORE, with_actors
from audits.discovery.counting.seen import Seen
from audits.discovery.evidence.records import Record
from audits.discovery.formats.clocks import Moment
from audits.discovery.people.attributing import Attribution, Confidence, Records
from audits.discovery.services import Service
from audits.discovery.sightings import Sighting, sighting_of

_AT_A_TIME = 5000
_TOLD = (
    "source", "user", "client", "device", "went_through", "asks_for_name", "is_search", "times",
    "unbelieved",
)  # fmt: skip
_SIGHTING = ("system", "at", "other", "zone_assumed", "year_assumed", "record", *_TOLD)
_COLUMNS = ", ".join(_SIGHTING)
_MAKER = ("actor", "serial", "confidence", "why", "realm")
# 32 MB of pages, in kilobytes.
_SET_UP = f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    PRAGMA cache_size = -32768;
    CREATE TABLE contact (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, {_COLUMNS});
    CREATE TABLE maker (contact INTEGER PRIMARY KEY, {", ".join(_MAKER)});
"""
_HOLD = f"INSERT OR IGNORE INTO contact (digest, {_COLUMNS}) VALUES (?{', ?' * len(_SIGHTING)})"  # noqa: S608
_SORT = "CREATE INDEX IF NOT EXISTS contact_by_time ON contact (at)"
_PIECE = "SELECT min(at), max(at) FROM (SELECT at FROM contact WHERE at > ? ORDER BY at LIMIT ?)"
_READINGS = """
    SELECT min(min(at, ifnull(other, at))), max(max(at, ifnull(other, at)))
    FROM contact WHERE at BETWEEN ? AND ?
"""
_NEAR = f"SELECT id, {_COLUMNS} FROM contact WHERE at BETWEEN ? AND ? ORDER BY at, id"  # noqa: S608
_BY_PARTY = f"""
    SELECT id, {_COLUMNS}, {", ".join(_MAKER)}
    FROM maker JOIN contact ON contact.id = maker.contact ORDER BY actor, system, at, id
"""  # noqa: S608
_ASSUMED = """
    SELECT count(*) FILTER (WHERE zone_assumed), count(*) FILTER (WHERE year_assumed),
        count(*) FILTER (WHERE other > at), count(*) FILTER (WHERE other < at)
    FROM contact
"""
_REALMS = """
    SELECT realm, count(*) FROM maker
    WHERE realm <> '' AND (serial <> '') = ? GROUP BY realm
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BEFORE_ALL = -(1 << 62)


class Held:
    """Contacts, each line once, whichever files show it; `duplicates` counts those seen again."""

    def __init__(self) -> None:
        self.count = self.duplicates = 0
        self._services: dict[str, Service] = {}
        # Logs are read by one thread at a time, and not always by the same.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(_SET_UP)
        # Nothing is ever written for good.
        self._database.execute("BEGIN")

    def add(self, contacts: Iterable[Contact]) -> None:
        for contact in contacts:
            if self._hold(contact):
                self.count += 1
            else:
                self.duplicates += 1

    def with_actors(self, records: Records) -> Iterator[Seen]:
        """Each with who made it, by party and in the order of time."""
        self._database.execute(_SORT)
        made = map(_maker, self._in_pieces(records))
        self._database.executemany("INSERT INTO maker VALUES (?, ?, ?, ?, ?, ?)", made)
        return map(self._seen, self._database.execute(_BY_PARTY))

    def assumed(self) -> Assumed:
        """How many are dated by what their lines do not state."""
        return Assumed(*self._database.execute(_ASSUMED).fetchone())

    def realms(self) -> Realms:
        """The realms of their users that nobody has named, once it is told who made them."""
        taken, others = (Counter(dict(self._database.execute(_REALMS, [of]))) for of in (1, 0))
        return Realms(taken, others)

    def unbelieved(self) -> int:
        """How many name nobody but an address that no named proxy passed on."""
        counted = self._database.execute("SELECT count(*) FROM contact WHERE unbelieved")
        return counted.fetchone()[0]

    def _hold(self, contact: Contact) -> bool:
        """Whether it is a new one."""
        text = f"{contact.format}\n{contact.line.strip()}"
        digest = blake2b(text.encode(), digest_size=16).digest()
        self._services[contact.service.slug] = contact.service
        row = (digest, *_row(sighting_of(contact)))
        return self._database.execute(_HOLD, row).rowcount == 1

    def _in_pieces(self, records: Records) -> Iterator[Seen]:
        """Who made each, in the order of time: each piece with those that it may depend on."""
        ask = self._database.execute
        first, last = ask(_PIECE, (_BEFORE_ALL, _AT_A_TIME)).fetchone()
        while last is not None:
            begin, end = ask(_READINGS, (first, last)).fetchone()
            near = ask(_NEAR, (begin - BEFORE // _MICROSECOND, end + AFTER // _MICROSECOND))
            seen = with_actors(map(self._sighting, near), records)
            yield from (one for one in seen if first <= _number(one.at) <= last)
            first, last = ask(_PIECE, (last, _AT_A_TIME)).fetchone()

    def _sighting(self, row: tuple[Any, ...]) -> Sighting:
        key, system, at, other, zone_assumed, year_assumed, record, *told = row
        return Sighting(
            moment=Moment(
                _time(at),
                bool(zone_assumed),
                bool(year_assumed),
                None if other is None else _time(other),
            ),
            service=self._services[system],
            record=Record(record),
            key=key,
            **dict(zip(_TOLD, told, strict=True)),
        )

    def _seen(self, row: tuple[Any, ...]) -> Seen:
        actor, serial, confidence, why, realm = row[-len(_MAKER) :]
        told = Attribution(serial, Confidence(confidence), why, realm)
        return Seen(self._sighting(row[: -len(_MAKER)]), told, actor)


def _row(one: Sighting) -> tuple[object, ...]:
    moment = one.moment
    return (
        one.service.slug,
        _number(moment.at),
        None if moment.other is None else _number(moment.other),
        moment.zone_assumed,
        moment.year_assumed,
        one.record,
        *(getattr(one, name) for name in _TOLD),
    )


def _number(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def _time(number: int) -> datetime:
    return _EPOCH + number * _MICROSECOND


def _maker(one: Seen) -> tuple[int, str, str, str, str, str]:
    told = one.attribution
    return one.contact.key, one.actor, told.serial, told.confidence, told.why, told.realm
