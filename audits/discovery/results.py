"""How far an import is, and what it came to, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum

from audits.discovery.choices import Explanation, Role
from audits.discovery.gaps import Gap, gaps
from audits.discovery.models import (
    FileFault,
    Import,
    ImportedFile,
    StoredContact,
    StoredObservation,
)
from audits.discovery.seeing import sources_of

MOST_FILES = 200
MOST_FAULTS = 100


@dataclass(frozen=True)
class Progress:
    """`taken` of `total` bytes; `rate` is bytes a second, and `left` seconds, or None.

    `files` are those that are being read, or are next.
    """

    taken: int
    total: int
    done: int
    count: int
    files: list[ImportedFile]
    rate: float | None = None
    left: int | None = None

    @property
    def percent(self) -> int:
        return 100 * self.taken // self.total if self.total else 0


def progress_of(made: Import, *, since: tuple[int, float] | None, now: float) -> Progress:
    """How far `made` is. `since` is how many bytes were read at which second since 1970."""
    counted = made.files.aggregate(
        taken=Sum(F("taken") - F("start"), default=0),
        total=Sum(F("size") - F("start"), default=0),
        done=Count("pk", filter=Q(done=True)),
        count=Count("pk"),
    )
    rate = _rate(counted["taken"], since, now) if since else None
    missing = counted["total"] - counted["taken"]
    return Progress(
        **counted,
        files=list(made.files.filter(done=False).order_by("pk")[:3]),
        rate=rate,
        left=round(missing / rate) if rate else None,
    )


def _rate(taken: int, since: tuple[int, float], now: float) -> float | None:
    before, at = since
    read, seconds = taken - before, now - at
    return read / seconds if read > 0 and seconds >= 1 else None


@dataclass(frozen=True)
class Result:
    """What an import came to; `states` has the number of its observations by state."""

    lines: int
    contacts: int
    undecodable: int
    roles: dict[Role, int]
    states: dict[Explanation, int]
    zone_assumed: int
    year_assumed: int
    faults: list[FileFault]
    more_faults: int
    gaps: list[Gap]
    jumps: int


def result_of(made: Import) -> Result:
    """Of what was read so far, where it is not over."""
    files = made.files.aggregate(
        lines=Sum("lines", default=0),
        contacts=Sum("contacts", default=0),
        undecodable=Sum("undecodable", default=0),
    )
    contacts = StoredContact.objects.filter(file__batch=made)
    own = StoredObservation.objects.filter(pk__in=contacts.values("observation"))
    faults = FileFault.objects.filter(file__batch=made).select_related("file")
    return Result(
        **files,
        roles={
            Role(row["role"]): row["files"]
            for row in made.files.order_by().values("role").annotate(files=Count("pk"))
        },
        states={
            Explanation(row["state"]): row["n"]
            for row in own.order_by().values("state").annotate(n=Count("pk"))
        },
        **contacts.aggregate(
            zone_assumed=Count("pk", filter=Q(zone_assumed=True)),
            year_assumed=Count("pk", filter=Q(year_assumed=True)),
        ),
        faults=list(faults[:MOST_FAULTS]),
        more_faults=max(0, faults.count() - MOST_FAULTS),
        gaps=list(_gaps(made)),
        jumps=sum(len(one.coverage.jumps) for one in sources_of(made)),
    )


def _gaps(made: Import) -> Iterator[Gap]:
    for source in sources_of(made):
        yield from gaps(source.name, source.coverage)
