"""From contacts to observations: what counts as one search, and what as one visit.

The rule: the same line in two files is one contact. A request that was stopped is no search.
Two logs that show the same search within a few seconds show one. Contacts of one person with one
service that are no more than half an hour apart are one visit. An observation is a search, or a
visit in which no search was seen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby

from audits.discovery.contacts import Contact
from audits.discovery.evidence.records import Record
from audits.discovery.people.attributing import Attribution, Confidence
from audits.discovery.reading.files import source_of
from audits.discovery.services import Service

SAME_SEARCH = timedelta(seconds=3)
SAME_VISIT = timedelta(minutes=30)


class Kind(StrEnum):
    SEARCH = "search"
    VISIT = "visit"
    # Every request of the visit was stopped.
    ATTEMPT = "attempt"
    # What a record of somebody else says, one for each.
    ACCOUNT = "account"
    WELCOME = "welcome"
    MAIL = "mail"
    PURCHASE = "purchase"
    LISTED = "listed"


RECORDS = (Kind.ACCOUNT, Kind.WELCOME, Kind.MAIL, Kind.PURCHASE, Kind.LISTED)
# Of these, such as may state how many searches there were.
COUNTED = (Kind.ACCOUNT, Kind.LISTED)


@dataclass(frozen=True)
class Seen:
    """A contact and who made it; `key` is where it is stored, if it is."""

    contact: Contact
    attribution: Attribution
    key: int = 0

    @property
    def actor(self) -> str:
        """What tells one actor from another: a person, or else an address, or the user's name."""
        one = self.contact
        return self.attribution.serial or f"?{one.device or one.client or one.user}"

    @property
    def source(self) -> str:
        return source_of(self.contact.file)


@dataclass(frozen=True)
class Observation:
    """A search or a visit of one actor at one service, and the contacts that show it, in order.

    `around` are the other contacts of the visit in which a search was made; the first search of the
    visit has them.
    """

    kind: Kind
    seen: tuple[Seen, ...]
    around: tuple[Seen, ...] = ()

    @property
    def service(self) -> Service:
        return self.seen[0].contact.service

    @property
    def times(self) -> int:
        """How many searches it tells of."""
        return self.seen[0].contact.times

    @property
    def searches_told(self) -> int:
        """How many searches somebody else says that there were; 0 of what a log shows."""
        return self.times if self.kind in COUNTED else 0

    @property
    def at(self) -> datetime:
        return self.seen[0].contact.at

    @property
    def readings(self) -> tuple[datetime, ...]:
        """Every moment that it may have begun at."""
        return self.seen[0].contact.moment.readings

    @property
    def until(self) -> datetime:
        return self.seen[-1].contact.at

    @property
    def attribution(self) -> Attribution:
        """The surest of what its contacts say."""
        order = list(Confidence)
        return min((one.attribution for one in self.seen), key=lambda a: order.index(a.confidence))

    @property
    def serial(self) -> str:
        return self.attribution.serial

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({one.source for one in self.seen}))


class Duplicates:
    """Lines that were seen before, in whichever file; `count` is how many."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()
        self.count = 0

    def is_new(self, contact: Contact) -> bool:
        text = f"{contact.format}\n{contact.line.strip()}"
        digest = blake2b(text.encode(), digest_size=16).digest()
        self.count += digest in self._seen
        new = digest not in self._seen
        self._seen.add(digest)
        return new


def observations(seen: Iterable[Seen]) -> Iterator[Observation]:
    """What `seen`, in any order and without duplicates, comes to."""

    def party(one: Seen) -> tuple[str, str]:
        return one.actor, one.contact.service.slug

    in_order = sorted(seen, key=lambda one: (party(one), one.contact.at))
    for _party, group in groupby(in_order, key=party):
        contacts = list(group)
        records = [one for one in contacts if _is_record(one)]
        yield from (Observation(Kind(one.contact.record), (one,)) for one in records)
        for visit in _visits(one for one in contacts if not _is_record(one)):
            yield from _of_visit(visit)


def _is_record(one: Seen) -> bool:
    """A search that a vendor tells of is counted among those that logs show."""
    return one.contact.record not in (Record.NONE, Record.SEARCH)


def _visits(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    visit: list[Seen] = []
    for one in seen:
        if visit and one.contact.at - visit[-1].contact.at > SAME_VISIT:
            yield visit
            visit = []
        visit.append(one)
    if visit:
        yield visit


def _of_visit(visit: list[Seen]) -> Iterator[Observation]:
    searches = [one for one in visit if one.contact.is_search]
    if searches:
        around = tuple(one for one in visit if not one.contact.is_search)
        for same in _same_searches(searches):
            yield Observation(Kind.SEARCH, tuple(same), around)
            around = ()
    else:
        kind = Kind.VISIT if any(one.contact.went_through for one in visit) else Kind.ATTEMPT
        yield Observation(kind, tuple(visit))


def _same_searches(searches: list[Seen]) -> Iterator[list[Seen]]:
    """Those that are one search: so near in time, and each from another source."""
    young: list[list[Seen]] = []
    for one in searches:
        at = one.contact.at
        over = [same for same in young if at - same[0].contact.at > SAME_SEARCH]
        yield from over
        young = [same for same in young if same not in over]
        for same in young:
            if one.source not in {other.source for other in same}:
                same.append(one)
                break
        else:
            young.append([one])
    yield from young
