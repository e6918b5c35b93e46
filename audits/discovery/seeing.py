"""What the files of an import can show, and what they cannot."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from audits.discovery.blindness import Assumed, Source, blindness
from audits.discovery.choices import Role
from audits.discovery.context.tables import Context, read_table, table_of
from audits.discovery.formats import Shows
from audits.discovery.formats.detecting import sample_of
from audits.discovery.gaps import gaps
from audits.discovery.models import Import, ImportedFile, StoredContact, StoredObservation
from audits.discovery.people.attributing import Records
from audits.discovery.queries import catalog_of, formats, members, runs_between
from audits.discovery.reading.coverage import Coverage, Span
from audits.discovery.reading.files import source_of
from audits.discovery.reconciling import ApprovedRun
from audits.discovery.storing import coverage_of
from audits.discovery.telling import blindness_as_json
from policy.searches.models import Run


def records_of(made: Import) -> Records:
    """The department's people, and what the tables of the import say of addresses and devices."""
    context = Context()
    for file in made.files.filter(role=Role.TABLE).order_by("pk"):
        table = table_of(sample_of(Path(file.path))[0])
        if table:
            read_table(Path(file.path), table, context)
    known = members()
    serials = {one.serial_number for one in known}
    # An uploaded roster gives people more names; it adds nobody to the department.
    context.members = [*known, *(one for one in context.members if one.serial_number in serials)]
    return context.records()


def sources_of(made: Import) -> Iterator[Source]:
    """The logs of an import, those of one rotated set together."""
    logs = made.files.filter(role=Role.LOG).order_by("name", "pk")

    def name(file: ImportedFile) -> str:
        return source_of(file.name)

    for source, files in groupby(sorted(logs, key=name), key=name):
        yield _together(source, list(files))


def _together(name: str, files: list[ImportedFile]) -> Source:
    coverage = Coverage()
    for file in files:
        coverage.merge(coverage_of(file.coverage))
    known = formats()
    used = [known[one] for one in {file.log_format for file in files} if one in known]
    return Source(
        name=name,
        formats=tuple(sorted(one.name for one in used)),
        lines=sum(file.lines for file in files),
        coverage=coverage,
        names_users=any(one.names_users for one in used),
        shows=max((one.shows for one in used), key=list(Shows).index, default=Shows.ADDRESSES),
    )


def blind_spots_of(made: Import) -> dict[str, Any]:
    """What could not be seen in an import, as JSON."""
    own = StoredObservation.objects.filter(contacts__file__batch=made).distinct()
    contacts = StoredContact.objects.filter(file__batch=made)
    total, nobody = own.count(), own.filter(subject=None).count()
    resolvers: Counter[str] = Counter()
    for file in made.files.all():
        resolvers.update(file.resolvers)
    seen = blindness(
        sources_of(made),
        unattributed=nobody / total if total else 0.0,
        assumed=Assumed(
            zones=contacts.filter(zone_assumed=True).count(),
            years=contacts.filter(year_assumed=True).count(),
        ),
        resolvers=resolvers,
        catalog_of=catalog_of(),
    )
    return blindness_as_json(seen)


def visible_runs(made: Import) -> Iterator[tuple[ApprovedRun, Run]]:
    """The runs that the logs of an import should show, and that nothing in any log is explained by.

    A source should show a run where it has no gap at that time and has shown the system at all.
    """
    for source in sources_of(made):
        spans = source.coverage.joined()
        if spans:
            yield from _visible_in(source, (spans[0][0], spans[-1][1]), made)


def _visible_in(source: Source, period: Span, made: Import) -> Iterator[tuple[ApprovedRun, Run]]:
    contacts = StoredContact.objects.filter(file__batch=made)
    shown = {
        system
        for name, system in contacts.values_list("file__name", "system").distinct()
        if source_of(name) == source.name
    }
    missing = list(gaps(source.name, source.coverage))
    for approved, run in runs_between(*period).values():
        hidden = any(gap.begin <= run.started_at <= gap.end for gap in missing)
        if not hidden and run.system.slug in shown and not run.observations.exists():
            yield approved, run
