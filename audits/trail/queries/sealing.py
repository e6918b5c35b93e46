"""What orders seal, and what they would."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from audits.trail.models import Position, SealedEntry, SealingOrder
from policy.changes.choices import Verdict
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.searches.models import SearchRequest

_WHAT_IS_SEALED = """
    SELECT place.kind, count(*) FROM public.trail_scope(%s::bigint, %s::bigint) scope
    JOIN public.trail_position place USING (index)
    JOIN public.trail_entry entry ON entry.id = place.entry_id
    WHERE entry.content IS NOT NULL
    GROUP BY place.kind ORDER BY count(*) DESC, place.kind
"""


@dataclass(frozen=True)
class Scope:
    """What an order is about: everything of a search request, or the entry in one place."""

    request: SearchRequest | None = None
    position: Position | None = None

    def kinds(self) -> dict[str, int]:
        """Of how many entries the content is there, by kind of record, the most first."""
        request = self.request.pk if self.request else None
        place = self.position.pk if self.position else None
        with connection.cursor() as cursor:
            cursor.execute(_WHAT_IS_SEALED, [request, place])
            return dict(cursor.fetchall())


def scope_of(order: SealingOrder) -> Scope:
    return Scope(request=order.request, position=order.position)


def sealing_orders() -> QuerySet[SealingOrder]:
    """All, with what a list shows of them."""
    people = ("proposed_by__person__rank", "decided_by__person__rank")
    return SealingOrder.objects.select_related("request", "position", *people)


def open_sealing_orders() -> QuerySet[SealingOrder]:
    return sealing_orders().filter(verdict=Verdict.OPEN).order_by("proposed_at", "pk")


def sealings_waiting_for(account: Account) -> QuerySet[SealingOrder]:
    """What others proposed and `account` can decide on."""
    if not account.has_role(Role.ADMINISTRATOR):
        return SealingOrder.objects.none()
    return open_sealing_orders().exclude(proposed_by=account)


def carried_out() -> QuerySet[SealedEntry]:
    """The entries that an order took the content from; any other without content was tampered."""
    orders = {"order__verdict": Verdict.APPROVED, "order__applied": True}
    return SealedEntry.objects.filter(**orders)


def sealed_entries() -> frozenset[int]:
    """The indexes of the entries whose content may be gone."""
    return frozenset(carried_out().values_list("entry__position__index", flat=True))
