"""Runs recorded here that no log shows, and the sources that should have shown them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from audits.discovery.blindness import Source
from audits.discovery.choices import Role, Stage
from audits.discovery.models import ImportedFile, StoredContact
from audits.discovery.queries import formats_ever
from audits.discovery.reading.files import source_of
from audits.discovery.seeing import should_show, together
from policy.searches.models import Run


@dataclass(frozen=True)
class Untraced:
    """A run without a trace; `sources` should have shown it."""

    run: Run
    sources: tuple[str, ...]


def runs_without_trace() -> QuerySet[Run]:
    return Run.objects.filter(observations=None).select_related("request", "system")


def untraced(runs: Sequence[Run]) -> Iterator[Untraced]:
    """`runs` with the sources that should have shown each."""
    sources = list(_sources()) if runs else []
    for run in runs:
        named = {one.name for one, shown in sources if should_show(one, shown, run)}
        yield Untraced(run, tuple(sorted(named)))


def _sources() -> Iterator[tuple[Source, set[str]]]:
    """The sources of every import that was read, and the systems that each has shown."""
    read = {"batch__stage__in": (Stage.DONE, Stage.PARTIAL), "role": Role.LOG}
    files: dict[tuple[int, str], list[ImportedFile]] = defaultdict(list)
    for file in ImportedFile.objects.filter(**read):
        files[file.batch_id, source_of(file.name)].append(file)
    shown = _shown()
    known = formats_ever()
    for (batch, name), several in files.items():
        yield together(name, several, known), shown[batch, name]


def _shown() -> dict[tuple[int, str], set[str]]:
    shown: dict[tuple[int, str], set[str]] = defaultdict(set)
    searches = StoredContact.objects.filter(is_search=True).order_by()
    told = searches.values_list("file__batch", "file__name", "system").distinct()
    for batch, name, system in told:
        shown[batch, source_of(name)].add(system)
    return shown
