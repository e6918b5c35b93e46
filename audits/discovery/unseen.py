"""What imports together could not see, for the pages: no number is shown without it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date

from audits.discovery.blindness import NEVER_SEEN
from audits.discovery.choices import Role, Stage
from audits.discovery.formats import Shows
from audits.discovery.models import FileFault, Import, ImportedFile
from audits.discovery.queries import catalog_of, watched_services
from policy.systems.models import System

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Looked:
    """One source over all imports: `begin` to `end` (aware), and the hours without log in there."""

    name: str
    lines: int
    begin: datetime | None
    end: datetime | None
    hours_without_log: float
    names_users: bool
    shows: Shows

    @property
    def shows_searches(self) -> bool:
        return self.shows == Shows.REQUESTS


@dataclass(frozen=True)
class Unseen:
    """What was looked at, and what of it could not be seen.

    `unread` are imports that were not read to the end, `refused` files in no known format, `faults`
    parts of files that could not be read, `resolvers` how often each was asked that hides names,
    and `nameless` the systems that no log can show, as nothing is known by which they are reached.
    """

    imports: int
    unread: int
    refused: int
    faults: int
    sources: tuple[Looked, ...]
    resolvers: Counter[str]
    nameless: tuple[System, ...]
    catalog_of: date
    never_seen: Sequence[str]

    @property
    def lines(self) -> int:
        return sum(one.lines for one in self.sources)

    @property
    def begin(self) -> datetime | None:
        return min((one.begin for one in self.sources if one.begin), default=None)

    @property
    def end(self) -> datetime | None:
        return max((one.end for one in self.sources if one.end), default=None)

    @property
    def hidden(self) -> list[tuple[str, int]]:
        """The resolvers that hide names, the most asked first, and how often each was."""
        return self.resolvers.most_common()

    @property
    def with_gaps(self) -> list[Looked]:
        return [one for one in self.sources if one.hours_without_log > 0]

    @property
    def without_users(self) -> list[Looked]:
        return [one for one in self.sources if not one.names_users]

    @property
    def without_searches(self) -> list[Looked]:
        return [one for one in self.sources if not one.shows_searches]


def unseen_in(imports: Iterable[Import]) -> Unseen:
    """What `imports` could not see, together."""
    several = list(imports)
    told = [made.blind_spots for made in several if made.blind_spots]
    files = ImportedFile.objects.filter(batch__in=several)
    return Unseen(
        imports=len(told),
        unread=sum(made.stage not in (Stage.DONE, Stage.PARTIAL) for made in several),
        refused=files.filter(role=Role.REFUSED).count(),
        faults=FileFault.objects.filter(file__batch__in=several).count(),
        sources=tuple(_sources(told)),
        resolvers=sum((Counter(one["encrypted_dns"]) for one in told), Counter()),
        nameless=tuple(nameless()),
        catalog_of=min((_day(one["catalog_of"]) for one in told), default=catalog_of()),
        never_seen=told[0]["never_seen"] if told else NEVER_SEEN,
    )


def nameless() -> list[System]:
    """The systems of the register for which nothing is known that a log could show."""
    seen = {service.slug for service in watched_services().services}
    return list(System.objects.filter(~Q(slug__in=seen)))


def _day(text: str) -> date:
    return parse_date(text) or catalog_of()


def _sources(told: Sequence[dict[str, Any]]) -> Iterable[Looked]:
    by_name: dict[str, list[dict[str, Any]]] = {}
    for one in told:
        for source in one["sources"]:
            by_name.setdefault(source["source"], []).append(source)
    return (_together(name, several) for name, several in sorted(by_name.items()))


def _together(name: str, several: Sequence[dict[str, Any]]) -> Looked:
    spans = sorted((_time(one["from"]), _time(one["to"])) for one in several if one["from"])
    order = list(Shows)
    return Looked(
        name=name,
        lines=sum(one["lines"] for one in several),
        begin=spans[0][0] if spans else None,
        end=max(end for _begin, end in spans) if spans else None,
        hours_without_log=sum(one["hours_without_log"] for one in several) + _between(spans),
        names_users=any(one["names_users"] for one in several),
        shows=max((Shows(one["shows"]) for one in several), key=order.index),
    )


def _between(spans: Sequence[tuple[datetime, datetime]]) -> float:
    """The hours that lie between one import of a source and the next."""
    ends = accumulate((end for _begin, end in spans), max)
    pauses = (begin - latest for latest, (begin, _end) in zip(ends, spans[1:], strict=False))
    return sum(max(0.0, pause / _HOUR) for pause in pauses)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
