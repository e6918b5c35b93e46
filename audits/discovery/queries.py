"""Reads of discovery."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from audits.discovery.catalog import RESOLVERS, aliases, applications
from audits.discovery.choices import BelongingKind, ReachKind, Stage
from audits.discovery.formats import Format
from audits.discovery.formats.own import with_own
from audits.discovery.models import (
    Belonging,
    Import,
    ImportedFile,
    PermittedHost,
    Reach,
    SavedMapping,
    StoredObservation,
)
from audits.discovery.people.roster import Member
from audits.discovery.permissions import may_import, may_read
from audits.discovery.reconciling import ApprovedRun
from audits.discovery.services import (
    LIKELY_SEARCHES,
    Endpoint,
    Service,
    Standing,
    Watchlist,
    watchlist,
)
from audits.findings.queries import code_of
from policy.personnel.models import Account, Person
from policy.searches.choices import Verdict
from policy.searches.models import Run
from policy.systems import catalog
from policy.systems.choices import SystemStatus
from policy.systems.models import HostName, System

_APPROVED = Q(request__approvals__verdict=Verdict.APPROVED)
# Where no approval says when it began or ends.
_A_DAY = timedelta(days=1)
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def imports_visible_to(account: Account) -> QuerySet[Import]:
    imports = Import.objects.select_related("made_by__person", "folder")
    return imports if may_read(account) else imports.none()


def imports_that_failed(account: Account) -> QuerySet[Import]:
    """Those that wait for an auditor to let them go on, the newest first."""
    failed = Import.objects.filter(stage=Stage.FAILED)
    return failed if may_import(account) else failed.none()


def observations_visible_to(account: Account) -> QuerySet[StoredObservation]:
    """Auditors and oversight see all but those of what they did themselves."""
    observations = StoredObservation.objects.select_related("system", "subject", "run__request")
    if not may_read(account):
        return observations.none()
    own = code_of(account)
    return observations.filter(Q(subject=None) | ~Q(subject__code=own)) if own else observations


def watched_services() -> Watchlist:
    """The register's systems by their host names and what auditors added, and the resolvers.

    A name that the register gives one system and an auditor another, is the register's.
    """
    services = [*RESOLVERS, *map(service_of, systems_to_watch()), *permitted_services()]
    return watchlist(_without_rivals(services))


def systems_to_watch() -> QuerySet[System]:
    registered = Q(kind=ReachKind.DOMAIN, value__in=HostName.objects.values("domain"))
    in_use = Reach.objects.filter(~registered, ended_at=None).order_by("kind", "value", "pk")
    return System.objects.prefetch_related("host_names", Prefetch("reaches", queryset=in_use))


def service_of(system: System) -> Service:
    """`system`, out of `systems_to_watch`, as discovery looks for it."""
    allowed = system.status == SystemStatus.ALLOWED
    own = tuple(host.domain for host in system.host_names.all())
    added: dict[str, list[Reach]] = {kind: [] for kind in ReachKind}
    for reach in system.reaches.all():
        added[reach.kind].append(reach)
    searches = tuple(Endpoint(one.method, one.value) for one in added[ReachKind.SEARCH])
    return Service(
        system.slug,
        system.name,
        Standing.ALLOWED if allowed else Standing.PROHIBITED,
        tuple(dict.fromkeys([*own, *(one.value for one in added[ReachKind.DOMAIN])])),
        tuple(one.value for one in added[ReachKind.ADDRESS]),
        applications=applications().get(system.slug, ()),
        aliases=aliases().get(system.slug, ()),
        searches=searches or LIKELY_SEARCHES,
    )


def permitted_services() -> list[Service]:
    """The hosts that anyone may reach, each a service of its own."""
    hosts = PermittedHost.objects.filter(ended_at=None).select_related("system")
    return [
        Service(host.slug, f"{host.domain} ({host.system})", Standing.PERMITTED, (host.domain,))
        for host in hosts
    ]


def systems_by_service() -> dict[str, System]:
    """The system that each service of `watched_services` belongs to, by the service's slug."""
    hosts = PermittedHost.objects.select_related("system")
    return {
        **{system.slug: system for system in System.objects.all()},
        **{host.slug: host.system for host in hosts},
    }


def _without_rivals(services: Iterable[Service]) -> Iterator[Service]:
    """The services with the domains that none before them claims."""
    claimed: set[str] = set()
    for service in services:
        own = tuple(domain for domain in service.domains if domain not in claimed)
        claimed.update(own)
        yield replace(service, domains=own)


def members() -> list[Member]:
    """Everyone of the department, with the name of their account."""
    people = Person.objects.select_related("account", "unit")
    return [
        Member(
            serial_number=person.serial_number,
            user_name=_user_name(person),
            email=person.email,
            name=person.name,
            unit=person.unit.code,
        )
        for person in people
    ]


def _user_name(person: Person) -> str:
    account = getattr(person, "account", None)
    return account.username if account else ""


def own(kind: BelongingKind) -> list[str]:
    """The realms of user names, or the proxies, that auditors named as the department's."""
    named = Belonging.objects.filter(kind=kind, ended_at=None)
    return list(named.values_list("value", flat=True))


def recorded_runs(*which: Q) -> dict[str, tuple[ApprovedRun, Run]]:
    """The runs recorded here of which all of `which` holds, by the number of their request."""
    runs = (
        Run.objects.filter(*which)
        .select_related("request", "operator", "system")
        .annotate(approved_at=Max("request__approvals__at", filter=_APPROVED))
        .order_by("started_at", "pk")
    )
    return {str(run.request): (_approved_run(run), run) for run in runs}


def _approved_run(run: Any) -> ApprovedRun:
    return ApprovedRun(
        number=str(run.request),
        serial=run.operator.serial_number,
        system=run.system.slug,
        begin=run.approved_at or run.started_at - _A_DAY,
        end=run.request.approved_until or run.started_at + _A_DAY,
        ran_at=run.started_at,
    )


def catalog_of() -> date:
    """The day of the list of known services; a department's own entries make it no newer."""
    return catalog.as_of()


def mappings_visible_to(account: Account) -> QuerySet[SavedMapping]:
    """Each with `files`: how many files were read in this version of it."""
    people = ("made_by__person", "ended_by__person")
    mappings = SavedMapping.objects.select_related(*people).annotate(files=_files_read_in())
    return mappings if may_read(account) else mappings.none()


def _files_read_in() -> Coalesce:
    end = Coalesce(OuterRef("ended_at"), Value(_NEVER))
    read = ImportedFile.objects.order_by().filter(
        log_format=OuterRef("name"), read_at__gte=OuterRef("made_at"), read_at__lt=end
    )
    counted = read.values("log_format").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def formats() -> dict[str, Format]:
    """Every format that logs can be read in, by name: those that ship, and what auditors saved."""
    return with_own(one.mapping for one in SavedMapping.objects.filter(ended_at=None))


def formats_ever() -> dict[str, Format]:
    """As `formats`, and those that logs were read in once; of each name the latest."""
    return with_own(one.mapping for one in SavedMapping.objects.order_by("pk"))
