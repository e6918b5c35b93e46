"""What imports together could not see, for the pages: no number is shown without it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_date

from audits.discovery.blindness import Blindness, SourceSeen, blindness
from audits.discovery.choices import Role
from audits.discovery.models import FileFault, Import, ImportedFile
from audits.discovery.queries import catalog_of, watched_services
from audits.discovery.seeing import assumed_in, realms_in, sources_in, unbelieved_in
from policy.systems.models import System

_MOST_REALMS = 6


@dataclass(frozen=True)
class Unseen:
    """What was looked at, and what of it could not be seen.

    `imports` were read to the end, `unread` were not; `refused` are files in no known format,
    `faults` parts of files that could not be read, and `nameless` the systems that no log can show,
    as nothing is known by which they are reached.
    """

    imports: int
    unread: int
    refused: int
    faults: int
    nameless: tuple[System, ...]
    blind: Blindness

    @property
    def lines(self) -> int:
        return sum(one.lines for one in self.blind.sources)

    @property
    def begin(self) -> datetime | None:
        return self.blind.period[0] if self.blind.period else None

    @property
    def end(self) -> datetime | None:
        return self.blind.period[1] if self.blind.period else None

    @property
    def with_gaps(self) -> list[SourceSeen]:
        """The sources that have no log for an hour or more of the whole period, the worst first."""
        some = [one for one in self.blind.sources if one.hours_without_log >= 1]
        return sorted(some, key=lambda one: -one.hours_without_log)

    @property
    def hidden(self) -> list[tuple[str, int]]:
        """The resolvers that hide names, the most asked first, and how often each was."""
        return self.blind.resolvers.most_common()

    @property
    def realms_taken(self) -> list[tuple[str, int]]:
        """The realms that were taken for the department's, the most frequent first."""
        return self.blind.realms.taken.most_common(_MOST_REALMS)

    @property
    def realms_of_others(self) -> list[tuple[str, int]]:
        return self.blind.realms.others.most_common(_MOST_REALMS)


def unseen_in(imports: Iterable[Import]) -> Unseen:
    """What `imports` could not see, together; what was handed over twice counts once."""
    several = list(imports)
    read = [made for made in several if made.blind_spots is not None]
    faults = FileFault.objects.filter(file__batch__in=several)
    return Unseen(
        imports=len(read),
        unread=len(several) - len(read),
        refused=_refused(several),
        faults=faults.order_by().values("file__name", "file__size", "offset").distinct().count(),
        nameless=tuple(nameless()),
        blind=_blind(read),
    )


def nameless() -> list[System]:
    """The systems of the register for which nothing is known that a log could show."""
    seen = {service.slug for service in watched_services().services}
    return list(System.objects.filter(~Q(slug__in=seen)))


def _refused(imports: Collection[Import]) -> int:
    """Files that nothing recognized, but for those that were read when they came again."""
    read = ImportedFile.objects.filter(role__in=(Role.LOG, Role.TABLE))
    again = read.filter(name=OuterRef("name"), size=OuterRef("size"), batch__gt=OuterRef("batch"))
    refused = ImportedFile.objects.filter(~Exists(again), batch__in=imports, role=Role.REFUSED)
    return refused.order_by().values("name", "size").distinct().count()


def _blind(imports: Collection[Import]) -> Blindness:
    logs = ImportedFile.objects.filter(batch__in=imports, role=Role.LOG).order_by("name", "pk")
    once = {(log.name, log.size, str(log.coverage.get("spans"))): log for log in logs}
    return blindness(
        sources_in(once.values()),
        unattributed=0.0,
        assumed=assumed_in(imports),
        realms=realms_in(imports),
        unbelieved=unbelieved_in(imports),
        resolvers=sum((Counter(log.resolvers) for log in once.values()), Counter()),
        catalog_of=min(map(_catalog_of, imports), default=catalog_of()),
    )


def _catalog_of(made: Import) -> date:
    told = parse_date((made.blind_spots or {}).get("catalog_of", ""))
    return told or catalog_of()
