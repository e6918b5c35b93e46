"""What is open is held against the runs again: some are recorded after their logs were imported."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from audits.discovery.actions.accounting import account_for, register
from audits.discovery.actions.parties import DUE, Due
from audits.discovery.actions.tracing import close_traced
from audits.discovery.actions.turns import count_alone
from audits.discovery.choices import Explanation
from audits.discovery.models import StoredContact
from policy.systems.choices import SystemStatus

# So long after a search its run may still be recorded.
_RECENT = timedelta(days=30)
_AT_A_TIME = 2000


def reconcile_again(*, at: datetime) -> None:
    """Accounts anew for what is open of the last weeks on systems that are allowed."""
    known = register()
    still_open = StoredContact.objects.filter(
        observation__state=Explanation.OPEN,
        observation__system__status=SystemStatus.ALLOWED,
        system__in=known.services,
        at__gte=at - _RECENT,
    )
    for due in _some_at_a_time(still_open.order_by(*DUE).values_list(*DUE).iterator()):
        with transaction.atomic():
            count_alone()
            account_for(due, known, by=None, at=at)
    with transaction.atomic():
        close_traced(at=at)


def _some_at_a_time(contacts: Iterator[Due]) -> Iterator[list[Due]]:
    while some := list(islice(contacts, _AT_A_TIME)):
        yield some
