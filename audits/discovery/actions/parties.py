"""Who reached what, and which contacts are counted together: a party is an actor and a system."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import Any

from django.db.models import F, Q, QuerySet

from audits.discovery.counting.observations import visits
from audits.discovery.counting.seen import Seen
from audits.discovery.models import StoredContact
from audits.discovery.services import Service
from audits.discovery.storing import for_counting, seen_in

# No visit lasts so long, even where two that were counted apart turn out to be one.
_AROUND = timedelta(hours=25)
# What is asked of a contact that is due to be counted, and the order in which they are.
DUE = ("actor", "system", "at", "pk")
Due = tuple[str, str, datetime, int]
Services = dict[str, Service]


@dataclass(frozen=True)
class Span:
    """Contacts of one party that are due: from when until when, and their keys."""

    actor: str
    system: str
    first: datetime
    last: datetime
    keys: frozenset[int]

    @property
    def begin(self) -> datetime:
        return self.first - _AROUND

    @property
    def end(self) -> datetime:
        return self.last + _AROUND

    @property
    def contacts(self) -> Q:
        period = (self.begin, self.end)
        return Q(actor=self.actor, system=self.system, at__range=period)


@dataclass
class Work:
    """Visits that are to be counted, by party; `was` is what their contacts were counted in.

    That is the key of a stored observation, by the key of a contact.
    """

    visits: list[list[Seen]] = field(default_factory=list)
    was: dict[int, int] = field(default_factory=dict)


def work_for(due: Sequence[Due], services: Services) -> Work:
    """The visits that the contacts `due`, in their order, belong to, with all of their contacts."""
    work = Work()
    spans = sorted(_spans(due), key=_place)
    rows = _rows_of(spans).iterator()
    for place, own in groupby(rows, key=lambda row: bisect_left(spans, _when(row), key=_place)):
        _add(work, spans[place], own, services)
    return work


def _spans(due: Iterable[Due]) -> Iterator[Span]:
    """`due` by party, and by time where they are so far apart that no visit is in two."""
    for (actor, system), group in groupby(due, key=itemgetter(0, 1)):
        several: list[tuple[datetime, int]] = []
        for _actor, _system, at, key in group:
            if several and at - several[-1][0] > 2 * _AROUND:
                yield _span(actor, system, several)
                several = []
            several.append((at, key))
        yield _span(actor, system, several)


def _span(actor: str, system: str, several: Sequence[tuple[datetime, int]]) -> Span:
    keys = frozenset(key for _at, key in several)
    return Span(actor, system, several[0][0], several[-1][0], keys)


def _place(span: Span) -> tuple[str, str, datetime]:
    return span.actor, span.system, span.end


def _when(row: StoredContact) -> tuple[str, str, datetime]:
    return row.actor, row.system, row.at


def _rows_of(spans: Iterable[Span]) -> QuerySet[Any]:
    """The contacts of each span, with when the visit began that each was counted in."""
    rows = for_counting(StoredContact.objects.filter(reduce(or_, (one.contacts for one in spans))))
    return rows.annotate(began=F("observation__visit_at")).order_by(*DUE)


def _add(work: Work, span: Span, rows: Iterable[Any], services: Services) -> None:
    """Adds the visits of `span` that hold what is due, or anything that was counted otherwise."""
    began: dict[int, datetime | None] = {}
    own: list[Seen] = []
    for row in rows:
        known = row.began if row.counted else None
        if known and known < span.begin:
            continue
        began[row.pk] = known
        if row.observation_id:
            work.was[row.pk] = row.observation_id
        own.append(seen_in(row, services[row.system], inside=bool(known and known < row.at)))
    for visit in visits(own):
        at, keys = visit[0].contact.at, [one.contact.key for one in visit]
        changed = any(key in span.keys or began[key] != at for key in keys)
        if at <= span.last and changed:
            work.visits.append(visit)
