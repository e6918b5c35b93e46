"""Warnings of what is about to lapse: made by the clock, acknowledged by an officer."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.errors import Conflict
from policy.policies.lapses import THRESHOLDS, consequence, threshold_at
from policy.policies.models import LapseWarning, Version
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries import lapsing


@transaction.atomic
def warn_of_lapses(*, at: datetime) -> int:
    """Makes the nearest warning that is due for each version that will lapse; their number.

    A late run makes one warning, not all that it missed. Safe to run twice.
    """
    soon = lapsing(at, at + timedelta(days=max(THRESHOLDS)))
    return sum(_warn_once(version, at) for version in soon)


def note_lapse(version: Version, at: datetime) -> None:
    """Says that `version` has ended with nothing to follow it, and what that does."""
    if _warn_once(version, at):
        notify(
            key=f"lapsed-{version.pk}",
            text=_("%s has lapsed: nothing follows it.") % version,
            link=version.get_absolute_url(),
            role=Role.AUDITOR,
            at=at,
        )


@transaction.atomic
def acknowledge_warning(*, warning: LapseWarning, by: Account, at: datetime) -> LapseWarning:
    """An officer has seen it; the next threshold warns again. Raises Conflict the second time."""
    require(may_work_on_policies(by))
    locked = LapseWarning.objects.select_for_update().get(pk=warning.pk)
    if locked.acknowledged_by is not None:
        who = locked.acknowledged_by.display_name
        raise Conflict(_("%s has acknowledged this warning already.") % who)
    locked.acknowledged_by, locked.acknowledged_at = by, at
    locked.save()
    return locked


def _warn_once(version: Version, at: datetime) -> bool:
    lapses_at = version.in_force_until
    days = threshold_at(lapses_at, at) if lapses_at else None
    key = {"version": version, "lapses_at": lapses_at, "days": days}
    if days is None or LapseWarning.objects.filter(**key).exists():
        return False
    figures = consequence(version, at)
    _warning, made = LapseWarning.objects.get_or_create(
        **key, defaults={"made_at": at, "figures": figures}
    )
    return made
