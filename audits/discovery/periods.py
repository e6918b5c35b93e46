"""What was looked at of a period: which sources have a log in it, and when they have none."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain

from django.db.models import QuerySet

from audits.discovery.blindness import SourceSeen
from audits.discovery.choices import Role
from audits.discovery.counting.observations import COUNTED, Kind
from audits.discovery.evidence.tables import EVIDENCE
from audits.discovery.formats import Shows
from audits.discovery.models import Import, ImportedFile, StoredContact, StoredObservation
from audits.discovery.reading.coverage import Span
from audits.discovery.unseen import Unseen, unseen_in


@dataclass(frozen=True)
class Looked:
    """What was looked at from `begin` until `end`, which is not in it.

    All times are in UTC: in a zone whose clocks change, days do not differ by what passes.
    `imports` are those that hold something of that time, or may; `unseen` is what they could not
    see together.
    """

    begin: datetime
    end: datetime
    imports: tuple[Import, ...]
    unseen: Unseen

    @cached_property
    def at_all(self) -> bool:
        """Whether anything was: where nothing was, no number says anything."""
        return self.for_visits or self.contacts.exists()

    @cached_property
    def for_visits(self) -> bool:
        """Whether a log was, so that a service reached could be seen."""
        return bool(self.with_log(self.begin, self.end)) or self._has(record="")

    @cached_property
    def for_searches(self) -> bool:
        """Whether anything was in which a search could be seen."""
        able = self.with_log(self.begin, self.end, of_searches=True)
        return bool(able) or self._has(is_search=True)

    @cached_property
    def for_told(self) -> bool:
        """Whether a record was in which others may state how many searches there were."""
        tables = [one.name for one in EVIDENCE if Kind(one.record) in COUNTED]
        return any(self.files[Role.EVIDENCE, name] for name in tables)

    def _has(self, **fields: object) -> bool:
        return self.contacts.filter(**fields).exists()

    @property
    def observations(self) -> QuerySet[StoredObservation]:
        """Those that began in the period, of everyone."""
        within = StoredObservation.objects.filter(at__gte=self.begin, at__lt=self.end)
        return within.order_by()

    @property
    def contacts(self) -> QuerySet[StoredContact]:
        """The lines of the period, and what records tell of it, of imports read to their end."""
        within = StoredContact.objects.filter(at__gte=self.begin, at__lt=self.end)
        return within.exclude(observation=None).order_by()

    @property
    def sources(self) -> tuple[SourceSeen, ...]:
        return self.unseen.blind.sources

    @property
    def showing_searches(self) -> list[SourceSeen]:
        return [one for one in self.sources if one.shows == Shows.REQUESTS]

    @cached_property
    def files(self) -> Counter[tuple[str, str]]:
        """How many files of each role and format were read, or could not be."""
        files = ImportedFile.objects.filter(batch__in=self.imports).order_by()
        return Counter(files.values_list("role", "log_format"))

    def without_log(self, source: SourceSeen) -> timedelta:
        """How much of the period `source` has no log of."""
        return self.end - self.begin - length(_spans_of(source, self.begin, self.end))

    def with_log(
        self, begin: datetime, end: datetime, *, of_searches: bool = False
    ) -> tuple[Span, ...]:
        """When between `begin` and `end` any source has a log, or any that can show a search."""
        able = self.showing_searches if of_searches else self.sources
        return tuple(_together(span for one in able for span in _spans_of(one, begin, end)))

    def missing_log(self, begin: datetime, end: datetime) -> tuple[Span, ...]:
        """When between `begin` and `end` a source that can show a search has no log, or all."""
        if not self.showing_searches:
            return ((begin, end),)
        spans = (_between(_spans_of(one, begin, end), begin, end) for one in self.showing_searches)
        return tuple(_together(chain.from_iterable(spans)))


def looked_at(begin: datetime, end: datetime) -> Looked:
    """What was looked at from `begin` until `end` (aware), as far as it was imported by now."""
    begin, end = begin.astimezone(UTC), end.astimezone(UTC)
    imports = tuple(_imports_about(begin, end))
    return Looked(begin, end, imports, unseen_in(imports))


def length(spans: Iterable[Span]) -> timedelta:
    return sum((end - begin for begin, end in spans), timedelta())


def _imports_about(begin: datetime, end: datetime) -> QuerySet[Import]:
    """Those with something of the period, and those of which nobody knows what they hold.

    What was handed over before the period began holds nothing of it.
    """
    spans = _spans_by_import()
    told = dict.fromkeys(spans) | dict.fromkeys(_with_contacts(StoredContact.objects.all()))
    in_period = StoredContact.objects.filter(at__gte=begin, at__lt=end)
    about = {*_touching(spans, begin, end), *_with_contacts(in_period)}
    unknown = Import.objects.filter(made_at__gte=begin).exclude(pk__in=told)
    return Import.objects.filter(pk__in=about) | unknown


def _with_contacts(contacts: QuerySet[StoredContact]) -> QuerySet[StoredContact, int]:
    return contacts.order_by().values_list("file__batch", flat=True).distinct()


def _spans_by_import() -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {}
    logs = ImportedFile.objects.filter(role=Role.LOG).order_by()
    for batch, several in logs.values_list("batch", "coverage__spans"):
        for first, last in several or ():
            span = datetime.fromisoformat(first), datetime.fromisoformat(last)
            spans.setdefault(batch, []).append(span)
    return spans


def _touching(spans: dict[int, list[Span]], begin: datetime, end: datetime) -> Iterator[int]:
    for batch, several in spans.items():
        if any(first < end and last >= begin for first, last in several):
            yield batch


def _spans_of(source: SourceSeen, begin: datetime, end: datetime) -> Iterator[Span]:
    """When `source` has a log between `begin` and `end`: but for its gaps."""
    if source.begin is None or source.end is None:
        return
    at, last = max(source.begin, begin), min(source.end, end)
    for gap in source.gaps:
        if at < min(gap.begin, last):
            yield at, min(gap.begin, last)
        at = max(at, gap.end)
    if at < last:
        yield at, last


def _between(spans: Iterable[Span], begin: datetime, end: datetime) -> Iterator[Span]:
    """What from `begin` until `end` lies in none of `spans`, which are in order."""
    at = begin
    for first, last in spans:
        if at < first:
            yield at, first
        at = last
    if at < end:
        yield at, end


def _together(spans: Iterable[Span]) -> Iterator[Span]:
    """`spans` in order, those that touch as one."""
    at: Span | None = None
    for begin, end in sorted(spans):
        if at and begin <= at[1]:
            at = at[0], max(at[1], end)
        else:
            if at:
                yield at
            at = begin, end
    if at:
        yield at
