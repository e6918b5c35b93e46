"""Between a draft and its publication: two heads look at the text."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from policy.personnel.models import Account
from policy.policies.actions.editing import require_free
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.lifecycle import Action
from policy.policies.models import EditLock, Version
from policy.policies.packs import digest_of, problems_of
from policy.policies.queries import pack_of


@transaction.atomic
def send_to_review(*, version: Version, by: Account, at: datetime) -> Version:
    """From here on the text is fixed, until it is returned.

    Raises ValidationError with everything that is wrong in the draft, and Conflict while another
    officer is editing it.
    """
    taken = take(version, Action.SEND_TO_REVIEW, by=by)
    require_free(taken, by=by, at=at)
    pack = pack_of(taken)
    if flaws := problems_of(pack):
        raise ValidationError([str(flaw) for flaw in flaws])
    taken.state, taken.submitted_at = VersionState.IN_REVIEW, at
    taken.digest = digest_of(pack)
    taken.save()
    EditLock.objects.filter(version=taken).delete()
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
    """The second head agrees; the author never does, nor whoever changed it."""
    taken = take(version, Action.APPROVE, by=by)
    taken.state = VersionState.APPROVED
    taken.approved_by, taken.approved_at = by, at
    taken.save()
    return taken
