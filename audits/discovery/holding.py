"""The contacts of one answer, held on disk: however many there are, memory does not grow.

SQLite keeps them in a file without a name, which is gone with the process, and sorts them there.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from audits.discovery.contacts import Contact
from audits.discovery.counting.actors import in_pieces
from audits.discovery.counting.seen import Seen
from audits.discovery.evidence.records import Record
from audits.discovery.people.attributing import Attribution, Confidence, Records
from audits.discovery.services import Service
from audits.discovery.sightings import Sighting, sighting_of

_SIGHTING = (
    "at", "system", "source", "user", "client", "device", "went_through", "asks_for_name",
    "is_search", "record", "times",
)  # fmt: skip
_COLUMNS = ", ".join(_SIGHTING)
# 32 MB of pages, in kilobytes.
_SET_UP = f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    PRAGMA cache_size = -32768;
    CREATE TABLE contact (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, {_COLUMNS});
    CREATE TABLE maker (contact INTEGER PRIMARY KEY, actor, serial, confidence, why);
"""
_HOLD = f"INSERT OR IGNORE INTO contact (digest, {_COLUMNS}) VALUES (?{', ?' * len(_SIGHTING)})"  # noqa: S608
_BY_TIME = f"SELECT {_COLUMNS}, id FROM contact ORDER BY at, id"  # noqa: S608
_BY_PARTY = f"""
    SELECT {_COLUMNS}, id, actor, serial, confidence, why
    FROM maker JOIN contact ON contact.id = maker.contact ORDER BY actor, system, at, id
"""  # noqa: S608
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Held:
    """Contacts, each line once, whichever files show it; `duplicates` is how often it came again.

    `zones_assumed` and `years_assumed` count those that are dated by what their lines do not state.
    """

    def __init__(self) -> None:
        self.count = self.duplicates = self.zones_assumed = self.years_assumed = 0
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
                self.zones_assumed += contact.moment.zone_assumed
                self.years_assumed += contact.moment.year_assumed
            else:
                self.duplicates += 1

    def with_actors(self, records: Records) -> Iterator[Seen]:
        """Each with who made it, by party and in the order of time."""
        by_time = map(self._sighting, self._database.execute(_BY_TIME))
        made = map(_maker, in_pieces(by_time, records))
        self._database.executemany("INSERT INTO maker VALUES (?, ?, ?, ?, ?)", made)
        return map(self._seen, self._database.execute(_BY_PARTY))

    def _hold(self, contact: Contact) -> bool:
        """Whether it is a new one."""
        text = f"{contact.format}\n{contact.line.strip()}"
        digest = blake2b(text.encode(), digest_size=16).digest()
        self._services[contact.service.slug] = contact.service
        row = (digest, *_row(sighting_of(contact)))
        return self._database.execute(_HOLD, row).rowcount == 1

    def _sighting(self, row: tuple[Any, ...]) -> Sighting:
        told = dict(zip(_SIGHTING, row, strict=False))
        return Sighting(
            at=_EPOCH + told.pop("at") * _MICROSECOND,
            service=self._services[told.pop("system")],
            record=Record(told.pop("record")),
            key=row[len(_SIGHTING)],
            **told,
        )

    def _seen(self, row: tuple[Any, ...]) -> Seen:
        actor, serial, confidence, why = row[len(_SIGHTING) + 1 :]
        return Seen(self._sighting(row), Attribution(serial, Confidence(confidence), why), actor)


def _row(one: Sighting) -> Iterator[object]:
    yield (one.at - _EPOCH) // _MICROSECOND
    yield one.service.slug
    yield from (getattr(one, name) for name in _SIGHTING[2:])


def _maker(one: Seen) -> tuple[int, str, str, str, str]:
    told = one.attribution
    return one.contact.key, one.actor, told.serial, told.confidence, told.why
