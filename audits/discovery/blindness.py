"""What discovery could not see. No result is shown without it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from audits.discovery.formats import Shows
from audits.discovery.gaps import Gap, gaps
from audits.discovery.reading.coverage import Coverage, Span
from audits.discovery.shown import Shown, most

_HOUR = timedelta(hours=1)
# Nothing in a network's log can show these.
NEVER_SEEN = (
    "personal phones and computers, and department phones on a carrier's network",
    "a colleague elsewhere who is asked to search",
    "services that the catalog does not name",
)


@dataclass(frozen=True)
class SourceSeen:
    """One source: when its log begins and ends, its gaps, and what its lines can show.

    `late` and `early` are the hours that it begins after, and ends before, the whole period.
    `could_show` is the most that a line of it can show; `shows` is the most that one did, or that
    too where none reaches a service. `unopened` are the services of which no line shows a request,
    although others could: only tunnels to them, or their names, so that no search can be counted.
    """

    name: str
    formats: tuple[str, ...]
    lines: int
    begin: datetime | None
    end: datetime | None
    gaps: tuple[Gap, ...]
    late: float
    early: float
    names_users: bool
    shows: Shows
    could_show: Shows
    unopened: tuple[str, ...]

    @property
    def hours_without_log(self) -> float:
        return sum(gap.hours for gap in self.gaps) + self.late + self.early


@dataclass(frozen=True)
class Assumed:
    """How many contacts were dated by a zone, or by a year, that their lines do not state.

    `ambiguous` are those at a local time that came twice, `impossible` those at one that never did.
    """

    zones: int
    years: int
    ambiguous: int
    impossible: int


@dataclass(frozen=True)
class Realms:
    """Realms of users that nobody has named as the department's, and how many contacts each has.

    Those `taken` for it, where none is named; and those of `others`, whose users are strangers.
    """

    taken: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Blindness:
    """What was looked at, and what of it could not be seen. Shares lie between 0 and 1.

    `unbelieved` is how many contacts name nobody but an address that no named proxy passed on.
    """

    period: Span | None
    sources: tuple[SourceSeen, ...]
    unattributed: float
    assumed: Assumed
    realms: Realms
    unbelieved: int
    resolvers: Counter[str]
    catalog_of: date
    never_seen: tuple[str, ...] = NEVER_SEEN

    @property
    def sources_without_users(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.sources if not one.names_users)

    @property
    def sources_without_searches(self) -> tuple[str, ...]:
        """Those whose lines show that a service was reached, and never what was done there."""
        return tuple(one.name for one in self.sources if one.could_show != Shows.REQUESTS)

    @property
    def unopened(self) -> tuple[tuple[str, str], ...]:
        """Each source and each service of which it shows no request, although it could."""
        return tuple((one.name, service) for one in self.sources for service in one.unopened)


@dataclass(frozen=True)
class Source:
    """What was read of one source: its lines, its formats and when they were written.

    `could_show` is the most that a line of it can show, `shown` what lines did of which service.
    """

    name: str
    formats: tuple[str, ...]
    lines: int
    coverage: Coverage
    names_users: bool
    could_show: Shows
    shown: Shown


def blindness(
    sources: Iterable[Source],
    *,
    unattributed: float,
    assumed: Assumed,
    realms: Realms,
    unbelieved: int,
    resolvers: Counter[str],
    catalog_of: date,
) -> Blindness:
    """What could not be seen in `sources`, in the period that they span together."""
    several = list(sources)
    period = _period([span for one in several for span in one.coverage.joined()])
    return Blindness(
        period=period,
        sources=tuple(_seen(one, period) for one in several),
        unattributed=unattributed,
        assumed=assumed,
        realms=realms,
        unbelieved=unbelieved,
        resolvers=resolvers,
        catalog_of=catalog_of,
    )


def _period(spans: Sequence[Span]) -> Span | None:
    return (min(b for b, _ in spans), max(e for _, e in spans)) if spans else None


def _seen(source: Source, period: Span | None) -> SourceSeen:
    own = _period(source.coverage.joined())
    late = (own[0] - period[0]) / _HOUR if own and period else 0.0
    early = (period[1] - own[1]) / _HOUR if own and period else 0.0
    return SourceSeen(
        name=source.name,
        formats=source.formats,
        lines=source.lines,
        begin=own[0] if own else None,
        end=own[1] if own else None,
        gaps=tuple(gaps(source.name, source.coverage)),
        late=late,
        early=early,
        names_users=source.names_users,
        shows=most(source.shown, source.could_show),
        could_show=source.could_show,
        unopened=tuple(sorted(_unopened(source))),
    )


def _unopened(source: Source) -> Iterator[str]:
    if source.could_show == Shows.REQUESTS:
        yield from (name for name, shows in source.shown.items() if shows != Shows.REQUESTS)
