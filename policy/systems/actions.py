"""The verbs of the register of systems. `by` is who does it; None is the server's operator."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.systems.catalog import Service, services
from policy.systems.models import HostName, System
from policy.systems.permissions import may_manage_systems


@dataclass(frozen=True)
class Loaded:
    """Names of the services that were added, and of those the register has already."""

    added: list[str]
    kept: list[str]


def load_catalog(*, by: Account | None, at: datetime) -> Loaded:
    """Enters the known services that the register lacks: prohibited, and to be verified.

    A service that it has, under this short name, name or domain, is left as the department
    keeps it.
    """
    require(may_manage_systems(by))
    loaded = Loaded([], [])
    with transaction.atomic():
        for service in services():
            if is_registered(service):
                loaded.kept.append(service.name)
            else:
                enter(service, at)
                loaded.added.append(service.name)
    return loaded


def is_registered(service: Service) -> bool:
    same = Q(slug=service.slug) | Q(name=service.name) | Q(host_names__domain__in=service.domains)
    return System.objects.filter(same).exists()


def enter(service: Service, at: datetime) -> None:
    system = System.objects.create(
        slug=service.slug,
        name=service.name,
        vendor=service.vendor,
        ownership=service.ownership,
        performing_entity=service.performing_entity,
        galleries=list(service.galleries),
        algorithm=service.algorithm,
        source=service.source,
        notes=service.notes,
        entered_at=at,
    )
    HostName.objects.bulk_create(
        HostName(system=system, domain=domain) for domain in service.domains
    )
