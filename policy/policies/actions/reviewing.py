"""Between a draft and its publication: two heads look at the text."""

from datetime import datetime

from django.db import transaction

from policy.personnel.models import Account
from policy.policies.actions.green import require_green
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.packs import digest_of
from policy.policies.queries import pack_of


@transaction.atomic
def send_to_review(*, version: Version, by: Account, at: datetime) -> Version:
    """From here on the text is fixed, until it is returned.

    Raises ValidationError with the list where something is wrong, or a case is red.
    """
    taken = take(version, Action.SEND_TO_REVIEW, by=by)
    require_green(taken)
    taken.state, taken.submitted_at = VersionState.IN_REVIEW, at
    taken.digest = digest_of(pack_of(taken))
    taken.save()
    return taken


@transaction.atomic
def return_to_draft(*, version: Version, by: Account) -> Version:
    """Makes the text changeable again; what was approved is approved no longer."""
    taken = take(version, Action.RETURN, by=by)
    taken.state, taken.submitted_at = VersionState.DRAFT, None
    taken.approved_by = taken.approved_at = None
    taken.save()
    return taken


@transaction.atomic
def approve(*, version: Version, by: Account, at: datetime) -> Version:
    """The second head agrees; the author never does."""
    taken = take(version, Action.APPROVE, by=by)
    taken.state = VersionState.APPROVED
    taken.approved_by, taken.approved_at = by, at
    taken.save()
    return taken
