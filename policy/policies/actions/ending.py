"""How a version comes to its end: by a successor, by its own date, or taken back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.queries import follows


@transaction.atomic
def settle_versions(*, at: datetime) -> int:
    """Notes the end of every version whose time is over; the number of them.

    The dates alone decide what is in force, so a late run harms nothing. Safe to run twice.
    """
    over = Version.objects.filter(state=VersionState.PUBLISHED, in_force_until__lte=at)
    # Two runs at once take different versions.
    ending = list(over.select_for_update(skip_locked=True))
    for version in ending:
        successor = follows(version)
        version.state = VersionState.SUPERSEDED if successor else VersionState.EXPIRED
        version.ended_by = successor.published_by if successor else None
        version.ended_at = version.in_force_until
        version.save()
    return len(ending)


@transaction.atomic
def withdraw(*, version: Version, by: Account, at: datetime, reason: str) -> Version:
    """Takes a published version out of force now, or before it ever begins."""
    taken = take(version, Action.WITHDRAW, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    if taken.in_force_until is not None and taken.in_force_until <= at:
        raise Conflict(_("%s is no longer in force.") % taken)
    taken.state = VersionState.WITHDRAWN
    begins = taken.in_force_from
    taken.in_force_until = begins if begins and begins > at else at
    taken.ended_by, taken.ended_at, taken.end_reason = by, at, reason.strip()
    taken.save()
    return taken
