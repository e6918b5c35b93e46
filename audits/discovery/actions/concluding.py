"""From the contacts of an import to observations, each of which is explained or a finding."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from audits.discovery import uploads
from audits.discovery.actions.accounting import account_for
from audits.discovery.actions.tracing import open_untraced
from audits.discovery.choices import Role, Stage
from audits.discovery.counting.actors import with_actors
from audits.discovery.counting.observations import Seen
from audits.discovery.models import FileFault, Import, StoredContact
from audits.discovery.people.attributing import Records
from audits.discovery.queries import systems_by_service, watched_services
from audits.discovery.seeing import blind_spots_of, records_of
from audits.discovery.services import Service
from audits.discovery.storing import attributed, contact_of, seen_of

# No visit lasts so long; contacts further away from the new ones are left alone.
_AROUND = timedelta(hours=12)
_ATTRIBUTION = ("sealed", "confidence", "actor")
_AT_A_TIME = 1000


@transaction.atomic
def conclude_import(made: Import, *, at: datetime) -> None:
    """Attributes the contacts of an import, counts what they come to, and accounts for each.

    Contacts of earlier imports that belong to the same visits are counted with them.
    """
    made = Import.objects.select_for_update().get(pk=made.pk)
    if made.stage not in (Stage.READING, Stage.CONCLUDING):
        return
    services = {service.slug: service for service in watched_services().services}
    new = StoredContact.objects.filter(file__batch=made)
    _attribute(new.filter(actor=""), services, records_of(made))
    systems = systems_by_service()
    for party in _parties(new):
        if party["system"] in services:
            account_for(
                _seen(party, services[party["system"]]),
                system=systems[party["system"]],
                made=made,
                at=at,
            )
    open_untraced(made, at=at)
    made.blind_spots = blind_spots_of(made)
    _move(made, Stage.PARTIAL if _is_partial(made) else Stage.DONE, at=at)
    transaction.on_commit(lambda: uploads.discard(made))


def _move(made: Import, stage: Stage, *, at: datetime) -> None:
    made.stage, made.stage_at = stage, at
    made.save()


def _attribute(
    rows: QuerySet[StoredContact], services: Mapping[str, Service], records: Records
) -> None:
    known = rows.filter(system__in=services).select_related("file")
    by_contact = {contact_of(row, services[row.system]): row for row in known}
    told = [
        attributed(by_contact[one.contact], one.attribution, one.actor)
        for one in with_actors(by_contact, records)
    ]
    StoredContact.objects.bulk_update(told, _ATTRIBUTION, batch_size=_AT_A_TIME)


def _parties(new: QuerySet[StoredContact]) -> list[dict[str, Any]]:
    """Who reached what in the new contacts, and from when until when."""
    grouped = new.exclude(actor="").values("actor", "system")
    spans = grouped.annotate(first=Min("at"), last=Max("at"))
    return [dict(party) for party in spans.order_by("first", "actor", "system")]


def _seen(party: dict[str, Any], service: Service) -> dict[Seen, StoredContact]:
    """All contacts of one actor with one service, around the new ones, with their rows."""
    rows = StoredContact.objects.filter(
        actor=party["actor"],
        system=party["system"],
        at__range=(party["first"] - _AROUND, party["last"] + _AROUND),
    )
    return {seen_of(row, service): row for row in rows.select_related("file", "observation")}


def _is_partial(made: Import) -> bool:
    return (
        made.files.filter(role=Role.REFUSED).exists()
        or FileFault.objects.filter(file__batch=made).exists()
    )
