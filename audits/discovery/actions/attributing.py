"""Who made the contacts of an import, told piece by piece in the order of time."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Least

from audits.discovery.actions.turns import concludes
from audits.discovery.choices import OVER, ConfidenceLevel
from audits.discovery.counting.actors import AFTER, BEFORE, with_actors
from audits.discovery.counting.seen import Seen
from audits.discovery.models import Import, StoredContact
from audits.discovery.people.attributing import Records
from audits.discovery.services import Service
from audits.discovery.storing import (
    attributed,
    for_counting,
    keyed_actor,
    private_of,
    sighting_in,
    storable_realm,
)

_AT_A_TIME = 2000
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_NOBODY = ("", ConfidenceLevel.NOBODY)
_STORED = ("pk", "sealed", "confidence", "realm", "actor")
_STORE = """
    UPDATE discovery_storedcontact contact
    SET sealed = told.sealed, confidence = told.confidence, realm = told.realm, actor = told.actor
    FROM unnest(%s::bigint[], %s::bytea[], %s::text[], %s::text[], %s::text[])
        told (id, sealed, confidence, realm, actor)
    WHERE contact.id = told.id
"""
Services = dict[str, Service]


def uncounted(made: Import) -> QuerySet[StoredContact]:
    """The contacts that `made` brought, and what others left behind, that nobody accounted for."""
    over = Q(file__batch=made) | Q(file__batch__stage__in=OVER)
    return StoredContact.objects.filter(over, counted=False)


def attribute_new(made: Import, records: Records, services: Services) -> None:
    """Says of each new contact who made it. Raises Stopped.

    What other imports brought of the same moments may name who it was, or be named by it.
    """
    new = uncounted(made)
    moments = (OuterRef("at") - AFTER, OuterRef("at") + AFTER)
    near = Exists(new.order_by().filter(system=OuterRef("system"), at__range=moments))
    among = StoredContact.objects.filter(near)
    _attribute(made, new.filter(actor=""), records, services, among=among)


def attribute_again(made: Import, records: Records, services: Services) -> None:
    """What belonged to nobody may belong to somebody by the tables that `made` brings.

    It is counted again, and what it was counted with. Raises Stopped.
    """
    nobody = StoredContact.objects.filter(confidence=ConfidenceLevel.NOBODY)
    _attribute(made, nobody, records, services, among=nobody)


def _attribute(
    made: Import,
    contacts: QuerySet[StoredContact],
    records: Records,
    services: Services,
    *,
    among: QuerySet[StoredContact],
) -> None:
    """Of `contacts`, each piece is looked at with those `among` which it may depend on."""
    known = {"system__in": list(services)}
    after: datetime | None = _EARLIEST
    while after:
        with concludes(made):
            later = contacts.filter(at__gt=after, **known).order_by("at")
            times = list(later.values_list("at", flat=True)[:_AT_A_TIME])
            after = times[-1] if times else None
            if after:
                _attribute_piece(among.filter(**known), times[0], after, records, services)


def _attribute_piece(
    among: QuerySet[StoredContact],
    first: datetime,
    last: datetime,
    records: Records,
    services: Services,
) -> None:
    """Those from `first` until `last` that nobody is known of, and those about them."""
    first, last = first - AFTER, last + AFTER
    # A local time may be one that lies before all of them, or after.
    readings = among.filter(at__range=(first, last)).aggregate(
        first=Least(Min("at"), Min("other_at")), last=Greatest(Max("at"), Max("other_at"))
    )
    near = among.filter(at__range=(readings["first"] - BEFORE, readings["last"] + AFTER))
    rows = {row.pk: (row, private_of(row)) for row in for_counting(near)}
    seen = with_actors(
        (sighting_in(row, private, services[row.system]) for row, private in rows.values()),
        records,
    )
    told = [
        attributed(*rows[one.contact.key], one)
        for one in seen
        if first <= one.contact.at <= last and _is_news(one, rows[one.contact.key][0])
    ]
    _store(told)
    counted = {row.observation_id for row in told if row.observation_id}
    if counted:
        StoredContact.objects.filter(observation__in=counted).update(counted=False)


def _is_news(one: Seen, row: StoredContact) -> bool:
    told = keyed_actor(one.actor), storable_realm(one.attribution)
    return row.confidence in _NOBODY and (row.actor, row.realm) != told


def _store(rows: list[StoredContact]) -> None:
    columns: list[list[Any]] = [[getattr(row, name) for row in rows] for name in _STORED]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, columns)
