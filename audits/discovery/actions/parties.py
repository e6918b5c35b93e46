"""Who reached what, and all that is known of it: a party is an actor and a system."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min, QuerySet

from audits.discovery.actions.accounting import account_for
from audits.discovery.models import StoredContact
from audits.discovery.queries import systems_by_service, watched_services
from audits.discovery.storing import seen_of
from policy.personnel.models import Account

# No visit lasts so long; contacts further away from those that are looked at are left alone.
_AROUND = timedelta(hours=12)


def account_for_all(contacts: QuerySet[StoredContact], *, by: Account | None, at: datetime) -> None:
    """Counts and accounts for `contacts`, with the others of the same visits."""
    services = {service.slug: service for service in watched_services().services}
    systems = systems_by_service()
    for party in _parties(contacts.filter(system__in=services)):
        service = services[party["system"]]
        seen = {seen_of(row, service): row for row in _rows(party)}
        account_for(seen, system=systems[party["system"]], by=by, at=at)


def _parties(contacts: QuerySet[StoredContact]) -> list[dict[str, Any]]:
    """Each party of `contacts`, and from when until when."""
    grouped = contacts.exclude(actor="").order_by().values("actor", "system")
    spans = grouped.annotate(first=Min("at"), last=Max("at"))
    return [dict(party) for party in spans.order_by("first", "actor", "system")]


def _rows(party: dict[str, Any]) -> QuerySet[StoredContact]:
    rows = StoredContact.objects.filter(
        actor=party["actor"],
        system=party["system"],
        at__range=(party["first"] - _AROUND, party["last"] + _AROUND),
    )
    return rows.select_related("file", "observation__finding")
