"""Who reached what, and which contacts are counted together: a party is an actor and a system."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from django.db import connection

from audits.discovery.counting.observations import visits
from audits.discovery.counting.seen import Seen
from audits.discovery.models import StoredContact
from audits.discovery.services import Service
from audits.discovery.storing import for_counting, seen_in

# No visit lasts so long, even where two that were counted apart turn out to be one.
_AROUND = timedelta(hours=25)
_AT_A_TIME = 2000
# What is asked of a contact that is due to be counted, and the order in which they are.
DUE = ("actor", "system", "at", "pk")
Due = tuple[str, str, datetime, int]
Services = dict[str, Service]

_NEAR = """
    SELECT span.place - 1, contact.id, contact.at, contact.record, contact.observation_id,
        CASE WHEN contact.counted THEN observation.visit_at END
    FROM unnest(%s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[])
        WITH ORDINALITY span (actor, system, first, last, place)
    JOIN discovery_storedcontact contact ON contact.actor = span.actor
        AND contact.system = span.system AND contact.at BETWEEN span.first AND span.last
    LEFT JOIN discovery_storedobservation observation ON observation.id = contact.observation_id
    ORDER BY span.place, contact.at, contact.id
"""


class Near(NamedTuple):
    """A stored contact near to those of a span: the `party` is the span's place.

    `was` is the key of the observation that it belongs to, and `began` when the visit began in
    which it was counted, if it was.
    """

    party: int
    key: int
    at: datetime
    record: str
    was: int | None
    began: datetime | None

    @property
    def inside(self) -> bool:
        return bool(self.began and self.began < self.at)


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

    def is_due(self, visit: Sequence[Near]) -> bool:
        """Whether a visit holds what is due, or anything that was counted otherwise."""
        at = visit[0].at
        return at <= self.last and any(one.key in self.keys or one.began != at for one in visit)


@dataclass
class Work:
    """Visits that are to be counted, by party; `was` is what their contacts were counted in.

    That is the key of a stored observation, by the key of a contact.
    """

    visits: list[list[Seen]] = field(default_factory=list)
    was: dict[int, int] = field(default_factory=dict)


def work_for(due: Iterable[Due], services: Services) -> Work:
    """The visits that the contacts `due`, in their order, belong to, with all of their contacts."""
    spans = list(_spans(due))
    found = [
        visit
        for place, near in groupby(_near(spans), key=attrgetter("party"))
        for visit in _visits(spans[place], near)
    ]
    seen = _seen((one.key for visit in found for one in visit), services)
    return Work(
        [[seen[one.key] for one in visit] for visit in found],
        {one.key: one.was for visit in found for one in visit if one.was},
    )


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


def _near(spans: Sequence[Span]) -> Iterator[Near]:
    columns = [
        [getattr(span, name) for span in spans] for name in ("actor", "system", "begin", "end")
    ]
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, columns)
        yield from map(Near._make, cursor)


def _visits(span: Span, near: Iterable[Near]) -> Iterator[list[Near]]:
    """Those that are due; what was counted in a visit that is out of reach stays counted in it."""
    within = (one for one in near if not one.began or one.began >= span.begin)
    return (visit for visit in visits(within) if span.is_due(visit))


def _seen(keys: Iterable[int], services: Services) -> dict[int, Seen]:
    found: dict[int, Seen] = {}
    keys = iter(keys)
    while some := list(islice(keys, _AT_A_TIME)):
        rows = for_counting(StoredContact.objects.filter(pk__in=some)).order_by()
        found.update((row.pk, seen_in(row, services[row.system])) for row in rows)
    return found
