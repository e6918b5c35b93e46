"""A version put into force, in the place of the one before it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.policies.actions.ending import settle_versions
from policy.policies.actions.green import require_green
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.dates import as_written
from policy.policies.lifecycle import Action
from policy.policies.models import Policy, Version
from policy.policies.packs import asked_by
from policy.policies.queries import others_in_the_way, pack_of, versions_in_force


@transaction.atomic
def publish(
    *,
    version: Version,
    by: Account,
    at: datetime,
    in_force_from: datetime | None = None,
    in_force_until: datetime | None = None,
) -> Version:
    """Puts an approved version into force, and ends the one before it at the moment it begins.

    Without dates, those that the text itself gives hold where they lie ahead, and else now and no
    end. Raises ValidationError for dates that cannot be, among them those at which a version that
    begins later is in force; and with the list where a case of the version is red.
    """
    # One publication of a policy at a time: each sees what the one before it left.
    Policy.objects.select_for_update().get(pk=version.policy_id)
    taken = take(version, Action.PUBLISH, by=by)
    begins = in_force_from or default_begin(taken, at)
    ends = in_force_until or default_end(taken)
    _check_dates(begins, ends, at)
    _check_names(taken, begins)
    require_green(taken)
    _end_predecessor(taken, begins, ends)
    taken.state = VersionState.PUBLISHED
    taken.published_by, taken.published_at = by, at
    taken.in_force_from, taken.in_force_until = begins, ends
    taken.save()
    settle_versions(at=at)
    return taken


def default_begin(version: Version, at: datetime) -> datetime:
    """The beginning that the text gives, where it lies ahead; else `at`."""
    written = as_written(version.effective_from)
    return written if written and written > at else at


def default_end(version: Version) -> datetime | None:
    """The end that the text gives, if any."""
    return as_written(version.effective_until)


def _check_dates(begins: datetime, ends: datetime | None, at: datetime) -> None:
    if begins < at:
        message = _("Expected a moment from now on, or nothing for at once, not %s")
        raise ValidationError({"in_force_from": message % _shown(begins)})
    if ends is not None and ends <= begins:
        message = _("Expected a moment after %(begins)s, not %(ends)s")
        words = {"begins": _shown(begins), "ends": _shown(ends)}
        raise ValidationError({"in_force_until": message % words})


def _check_names(version: Version, begins: datetime) -> None:
    """What two policies call by one name has to be one thing, in the same words."""
    mine = asked_by(pack_of(version))
    for other in versions_in_force(begins).exclude(policy=version.policy_id):
        for name, asked in asked_by(pack_of(other)).items():
            if mine.get(name, asked) != asked:
                message = _(
                    "“%(name)s” is asked in other words by %(other)s, which is in force as well. "
                    "Give it another name, or the same words."
                )
                raise ValidationError(message % {"name": name, "other": other})


def _end_predecessor(version: Version, begins: datetime, ends: datetime | None) -> None:
    for other in others_in_the_way(version, begins, ends).select_for_update():
        if other.in_force_from and other.in_force_from >= begins:
            message = _(
                "%(other)s is in force from %(begins)s on. Let this version end before, or "
                "withdraw that one first."
            )
            words = {"other": other, "begins": _shown(other.in_force_from)}
            raise ValidationError({"in_force_until": message % words})
        other.in_force_until = begins
        other.save()


def _shown(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
