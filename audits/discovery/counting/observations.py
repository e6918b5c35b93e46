"""From contacts to observations: what counts as one search, and what as one visit.

The rule: the same line in two files is one contact. A request that was stopped is no search.
Two logs that show the same search within a few seconds show one. Contacts of one person with one
service that are no more than half an hour apart are one visit, of twelve hours at most: a machine
that never stops makes one visit after another. An observation is a search, or a visit in which no
search was seen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Protocol, TypeVar

from audits.discovery.counting.seen import Seen
from audits.discovery.evidence.records import Record
from audits.discovery.people.attributing import Attribution, Confidence
from audits.discovery.services import Service

SAME_SEARCH = timedelta(seconds=3)
SAME_VISIT = timedelta(minutes=30)
LONGEST_VISIT = timedelta(hours=12)


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


_SURENESS = {confidence: place for place, confidence in enumerate(Confidence)}
RECORDS = (Kind.ACCOUNT, Kind.WELCOME, Kind.MAIL, Kind.PURCHASE, Kind.LISTED)
# Of these, such as may state how many searches there were.
COUNTED = (Kind.ACCOUNT, Kind.LISTED)


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

    @cached_property
    def attribution(self) -> Attribution:
        """The surest of what its contacts say."""
        return min((one.attribution for one in self.seen), key=lambda a: _SURENESS[a.confidence])

    @property
    def serial(self) -> str:
        return self.attribution.serial

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({one.source for one in self.seen}))


class Counted(Protocol):
    """What is counted: `inside` says that it was already, in a visit that began before it."""

    @property
    def party(self) -> object: ...
    @property
    def at(self) -> datetime: ...
    @property
    def record(self) -> str: ...
    @property
    def inside(self) -> bool: ...


One = TypeVar("One", bound=Counted)


def visits(contacts: Iterable[One]) -> Iterator[list[One]]:
    """The visits in `contacts`, which come by party and in the order of time, without duplicates.

    A record of somebody else stands for itself. What was counted as one visit stays one, however
    late it is found to have begun.
    """
    for _party, group in groupby(contacts, key=attrgetter("party")):
        visit: list[One] = []
        for one in group:
            if _is_record(one):
                yield [one]
                continue
            if visit and not _goes_on(visit, one):
                yield visit
                visit = []
            visit.append(one)
        if visit:
            yield visit


def _is_record(one: Counted) -> bool:
    """A search that a vendor tells of is counted among those that logs show."""
    return one.record not in (Record.NONE, Record.SEARCH)


def _goes_on(visit: Sequence[Counted], one: Counted) -> bool:
    if one.at - visit[-1].at > SAME_VISIT:
        return False
    return one.inside or one.at - visit[0].at <= LONGEST_VISIT


def observations(visit: list[Seen]) -> Iterator[Observation]:
    """What one of `visits` comes to."""
    if _is_record(visit[0]):
        yield Observation(Kind(visit[0].record), tuple(visit))
        return
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
