"""Reads of discovery."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from audits.discovery.catalog import RESOLVERS
from audits.discovery.formats import FORMATS, Format
from audits.discovery.models import Import, StoredObservation
from audits.discovery.people.roster import Member
from audits.discovery.permissions import may_read
from audits.discovery.reconciling import ApprovedRun
from audits.discovery.services import Service, Standing, Watchlist, watchlist
from policy.personnel.models import Account, Person
from policy.searches.choices import Verdict
from policy.searches.models import Run
from policy.systems import catalog
from policy.systems.choices import SystemStatus
from policy.systems.models import System

_APPROVED = Q(request__approvals__verdict=Verdict.APPROVED)
# Where no approval says when it began or ends.
_A_DAY = timedelta(days=1)


def imports_visible_to(account: Account) -> QuerySet[Import]:
    imports = Import.objects.select_related("made_by__person", "folder")
    return imports if may_read(account) else imports.none()


def observations_visible_to(account: Account) -> QuerySet[StoredObservation]:
    observations = StoredObservation.objects.select_related("system", "subject", "run__request")
    return observations if may_read(account) else observations.none()


def watched_services() -> Watchlist:
    """The register's systems by their host names, and the resolvers that hide names."""
    systems = System.objects.prefetch_related("host_names")
    return watchlist([*RESOLVERS, *map(service_of, systems)])


def service_of(system: System) -> Service:
    """`system` as discovery looks for it."""
    allowed = system.status == SystemStatus.ALLOWED
    return Service(
        system.slug,
        system.name,
        Standing.ALLOWED if allowed else Standing.PROHIBITED,
        tuple(host.domain for host in system.host_names.all()),
    )


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


def runs_between(begin: datetime, end: datetime) -> dict[str, tuple[ApprovedRun, Run]]:
    """The runs recorded here that began in the period, by the number of their request."""
    runs = (
        Run.objects.filter(started_at__range=(begin, end))
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
    """The day on which the register of systems was last added to."""
    latest = System.objects.aggregate(latest=Max("entered_at"))["latest"]
    return timezone.localdate(latest) if latest else catalog.as_of()


def formats() -> dict[str, Format]:
    """Every format that logs can be read in, by name."""
    return dict(FORMATS)
