"""What is open is held against the runs again: some are recorded after their logs were imported."""

from datetime import datetime, timedelta

from django.db import transaction

from audits.discovery.actions.parties import account_for_all
from audits.discovery.choices import Explanation
from audits.discovery.models import StoredContact
from policy.systems.choices import SystemStatus

# So long after a search its run may still be recorded.
_RECENT = timedelta(days=30)


@transaction.atomic
def reconcile_again(*, at: datetime) -> None:
    """Accounts anew for what is open of the last weeks on systems that are allowed."""
    still_open = StoredContact.objects.filter(
        observation__state=Explanation.OPEN,
        observation__system__status=SystemStatus.ALLOWED,
        at__gte=at - _RECENT,
    )
    account_for_all(still_open, by=None, at=at)
