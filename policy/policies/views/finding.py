"""How every page finds its version: what an account may not see is not there."""

from django.shortcuts import get_object_or_404

from policy.personnel.models import Account
from policy.policies.models import Version
from policy.policies.queries import visible_to


def find(account: Account, slug: str, number: int) -> Version:
    versions = visible_to(account).select_related(
        "author__person", "approved_by__person", "published_by__person", "ended_by__person"
    )
    found: Version = get_object_or_404(versions, policy__slug=slug, number=number)
    return found
