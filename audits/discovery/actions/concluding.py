"""From the contacts of an import to observations, each of which is explained or a finding."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from audits.discovery import uploads
from audits.discovery.actions.parties import account_for_all
from audits.discovery.actions.tracing import open_untraced
from audits.discovery.choices import RESUMABLE, ConfidenceLevel, Role, Stage
from audits.discovery.counting.actors import with_actors
from audits.discovery.models import FileFault, Import, StoredContact
from audits.discovery.people.attributing import Records
from audits.discovery.queries import watched_services
from audits.discovery.seeing import blind_spots_of, records_of
from audits.discovery.services import Service
from audits.discovery.storing import attributed, contact_of

_ATTRIBUTION = ("sealed", "confidence", "actor", "realm")
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
    new = StoredContact.objects.filter(Q(file__batch=made) | _LEFT_BEHIND)
    keys = set(new.values_list("pk", flat=True))
    records = records_of(made)
    _attribute(new.filter(actor=""), services, records)
    actors = _attribute_again(made, services, records) if _brings_records(made) else set()
    touched = Q(pk__in=keys) | Q(actor__in=actors)
    account_for_all(StoredContact.objects.filter(touched), by=made.made_by, at=at)
    open_untraced(made, at=at)
    made.blind_spots = blind_spots_of(made)
    _move(made, Stage.PARTIAL if _is_partial(made) else Stage.DONE, at=at)
    transaction.on_commit(lambda: uploads.discard(made))


def _move(made: Import, stage: Stage, *, at: datetime) -> None:
    made.stage, made.stage_at = stage, at
    made.save()


# What an import that was stopped had stored, and nobody has accounted for.
_LEFT_BEHIND = Q(observation=None, file__batch__stage__in=RESUMABLE)


def _brings_records(made: Import) -> bool:
    return made.files.filter(role=Role.TABLE).exists()


def _attribute_again(made: Import, services: Mapping[str, Service], records: Records) -> set[str]:
    """What belonged to nobody may belong to somebody by the tables that `made` brings.

    The actors, before and after, of what does.
    """
    nobody = StoredContact.objects.filter(confidence=ConfidenceLevel.NOBODY).exclude(actor="")
    before = dict(nobody.values_list("pk", "actor"))
    _attribute(nobody, services, records)
    after = dict(StoredContact.objects.filter(pk__in=before).values_list("pk", "actor"))
    changed = [key for key, actor in before.items() if after[key] != actor]
    return {actor for key in changed for actor in (before[key], after[key])}


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


def _is_partial(made: Import) -> bool:
    return (
        made.files.filter(role=Role.REFUSED).exists()
        or FileFault.objects.filter(file__batch=made).exists()
    )
