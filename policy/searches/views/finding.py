"""How every page finds its request: what an account may not see is not there."""

from django.shortcuts import get_object_or_404

from policy.personnel.models import Account
from policy.searches.models import SearchRequest
from policy.searches.queries import visible_to


def find(account: Account, pk: int) -> SearchRequest:
    requests = visible_to(account).select_related(
        "requester__rank", "requester__unit", "system", "unit"
    )
    found: SearchRequest = get_object_or_404(requests, pk=pk)
    return found
