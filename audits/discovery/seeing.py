"""What the files of an import can show, and what they cannot."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from audits.discovery.blindness import Assumed, Realms, Source, blindness
from audits.discovery.choices import BelongingKind, ConfidenceLevel, Role
from audits.discovery.context.tables import BadTable, Context, read_table, table_of
from audits.discovery.formats import Format
from audits.discovery.formats.detecting import sample_of
from audits.discovery.gaps import gaps
from audits.discovery.models import Import, ImportedFile, StoredContact, StoredObservation
from audits.discovery.people.attributing import Records
from audits.discovery.people.roster import Roster
from audits.discovery.queries import catalog_of, formats_ever, members, own, recorded_runs
from audits.discovery.reading.coverage import Coverage
from audits.discovery.reading.files import source_of
from audits.discovery.reconciling import NEAR_RUN, ApprovedRun
from audits.discovery.shown import merged, most_of
from audits.discovery.storing import coverage_of
from audits.discovery.telling import blindness_as_json
from audits.findings.pseudonyms import pseudonym
from policy.searches.models import Run


def records_of(made: Import) -> Records:
    """The department's people, and what the tables of the import say of addresses and devices.

    A table that cannot be read is refused with the reason, and the others are used.
    """
    context = Context()
    for file in made.files.filter(role=Role.TABLE).order_by("pk"):
        try:
            _read_table(file, context, ZoneInfo(made.zone))
        except (BadTable, OSError) as error:
            why = str(error).replace(file.path, file.name)
            ImportedFile.objects.filter(pk=file.pk).update(role=Role.REFUSED, first_lines=why)
    # An uploaded roster gives people more names; it adds nobody to the department.
    roster = Roster(members(), also=context.members, realms=own(BelongingKind.REALM))
    return replace(context.records(), roster=roster)


def _read_table(file: ImportedFile, context: Context, zone: ZoneInfo) -> None:
    path = Path(file.path)
    table = table_of(next(iter(sample_of(path)), ""))
    if table:
        read_table(path, table, context, zone=zone)


def sources_of(made: Import) -> Iterator[Source]:
    """The logs of an import, those of one rotated set together."""
    return sources_in(made.files.filter(role=Role.LOG).order_by("name", "pk"))


def sources_in(logs: Iterable[ImportedFile]) -> Iterator[Source]:
    """The sources that `logs` are parts of, by name."""

    def name(file: ImportedFile) -> str:
        return source_of(file.name)

    known = formats_ever()
    for source, files in groupby(sorted(logs, key=name), key=name):
        yield together(source, list(files), known)


def together(name: str, files: list[ImportedFile], known: Mapping[str, Format]) -> Source:
    """The source `name`, of which `files` are parts, in formats that are `known`."""
    coverage = Coverage()
    for file in files:
        coverage.merge(coverage_of(file.coverage))
    used = [known[one] for one in {file.log_format for file in files} if one in known]
    return Source(
        name=name,
        formats=tuple(sorted(one.name for one in used)),
        lines=sum(file.lines for file in files),
        coverage=coverage,
        names_users=any(one.names_users for one in used),
        could_show=most_of(used),
        shown=merged(file.shown for file in files),
    )


def blind_spots_of(made: Import) -> dict[str, Any]:
    """What could not be seen in an import, as JSON."""
    own = StoredObservation.objects.filter(contacts__file__batch=made).distinct()
    total, nobody = own.count(), own.filter(subject=None).count()
    resolvers: Counter[str] = Counter()
    for file in made.files.all():
        resolvers.update(file.resolvers)
    seen = blindness(
        sources_of(made),
        unattributed=nobody / total if total else 0.0,
        assumed=assumed_in([made]),
        realms=realms_in([made]),
        unbelieved=unbelieved_in([made]),
        resolvers=resolvers,
        catalog_of=catalog_of(),
    )
    return blindness_as_json(seen)


def assumed_in(imports: Iterable[Import]) -> Assumed:
    """How many contacts of `imports` were dated by what their lines do not state."""
    contacts = StoredContact.objects.filter(file__batch__in=imports)
    return Assumed(
        zones=contacts.filter(zone_assumed=True).count(),
        years=contacts.filter(year_assumed=True).count(),
        ambiguous=contacts.filter(other_at__gt=F("at")).count(),
        impossible=contacts.filter(other_at__lt=F("at")).count(),
    )


def realms_in(imports: Iterable[Import]) -> Realms:
    """The realms of the users in `imports` that nobody has named as the department's."""
    contacts = StoredContact.objects.filter(file__batch__in=imports).exclude(realm="").order_by()
    nobody = Q(confidence=ConfidenceLevel.NOBODY)
    return Realms(
        taken=_by_realm(contacts.exclude(nobody)), others=_by_realm(contacts.filter(nobody))
    )


def unbelieved_in(imports: Iterable[Import]) -> int:
    """How many contacts of `imports` name nobody but an address that no named proxy passed on."""
    return StoredContact.objects.filter(file__batch__in=imports, unbelieved=True).count()


def _by_realm(contacts: QuerySet[StoredContact]) -> Counter[str]:
    counted = contacts.values("realm").annotate(n=Count("pk"))
    return Counter({row["realm"]: row["n"] for row in counted})


def visible_runs(made: Import) -> Iterator[tuple[ApprovedRun, Run]]:
    """The runs that the logs of an import should show, and that nothing in any log is explained by.

    A source should show a run where it has no gap at that time and has shown such a search at all.
    """
    for source in sources_of(made):
        spans = source.coverage.joined()
        if spans:
            shown = systems_shown(made, source.name)
            runs = recorded_runs(
                Q(started_at__range=(spans[0][0], spans[-1][1])),
                Q(observations=None, system__slug__in=shown),
            )
            for approved, run in runs.values():
                if should_show(source, shown, run) and not is_seen_near(run):
                    yield approved, run


def is_seen_near(run: Run) -> bool:
    """Whether anything shows its operator at its system then, but for what other runs explain."""
    about = run.started_at - NEAR_RUN, run.started_at + NEAR_RUN
    return StoredObservation.objects.filter(
        Q(at__range=about) | Q(contacts__other_at__range=about),
        run=None,
        subject__code=pseudonym(run.operator.serial_number),
        system=run.system_id,
    ).exists()


def systems_shown(made: Import, source: str) -> set[str]:
    """The systems in which a source of an import, or of its folder, has shown a search at all."""
    ours = Q(file__batch=made) | Q(
        file__batch__folder__isnull=False, file__batch__folder=made.folder
    )
    contacts = StoredContact.objects.filter(ours, is_search=True).order_by()
    pairs = contacts.values_list("file__name", "system").distinct()
    return {system for name, system in pairs if source_of(name) == source}


def should_show(source: Source, shown: Container[str], run: Run) -> bool:
    """Whether `source`, which has `shown` these systems, has no gap at the time of `run`."""
    spans = source.coverage.joined()
    if run.system.slug not in shown or not spans:
        return False
    missing = gaps(source.name, source.coverage)
    hidden = any(gap.begin <= run.started_at <= gap.end for gap in missing)
    return not hidden and spans[0][0] <= run.started_at <= spans[-1][1]
