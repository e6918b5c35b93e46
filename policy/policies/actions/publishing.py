"""A version put into force, in the place of the one before it."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account, Unit
from policy.policies.actions.acknowledging import bind
from policy.policies.actions.ending import settle_versions
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.gatekeeping import Publication, obstacles_to, planned, shown
from policy.policies.lifecycle import Action
from policy.policies.models import Policy, Version
from policy.policies.queries import others_in_the_way, replaceable_by


@transaction.atomic
def publish(
    *,
    version: Version,
    by: Account,
    at: datetime,
    in_force_from: datetime | None = None,
    in_force_until: datetime | None = None,
    replaces: Sequence[Version] = (),
    units: Sequence[Unit] = (),
) -> Version:
    """Puts an approved version into force, and ends the one before it at the moment it begins.

    `replaces` are versions of other policies that it takes the place of; they end with it. `units`
    are those that it binds, with all below them; none for the whole department. Without dates,
    those that the text itself gives hold where they lie ahead, and else now and no end. Raises
    ValidationError for dates that cannot be, among them those at which a version that begins later
    is in force, and for whatever else stands in the way (policies/gatekeeping.py).
    """
    # One publication of a policy at a time: each sees what the one before it left.
    keys = {version.policy_id, *(other.policy_id for other in replaces)}
    list(Policy.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    taken = take(version, Action.PUBLISH, by=by)
    publication = planned(
        taken, at, begins=in_force_from, ends=in_force_until, replaced=_locked(taken, at, replaces)
    )
    _check_dates(publication)
    if found := obstacles_to(publication):
        raise ValidationError(found)
    _end_predecessor(publication)
    taken.state = VersionState.PUBLISHED
    taken.published_by, taken.published_at = by, at
    taken.in_force_from, taken.in_force_until = publication.begins, publication.ends
    taken.save()
    _end_replaced(publication)
    bind(version=taken, units=units, by=by, at=at)
    settle_versions(at=at)
    return taken


def _check_dates(publication: Publication) -> None:
    begins, ends = publication.begins, publication.ends
    if begins < publication.at:
        message = _("Expected a moment from now on, or nothing for at once, not %s")
        raise ValidationError({"in_force_from": message % shown(begins)})
    if ends is not None and ends <= begins:
        message = _("Expected a moment after %(begins)s, not %(ends)s")
        words = {"begins": shown(begins), "ends": shown(ends)}
        raise ValidationError({"in_force_until": message % words})


def _end_predecessor(publication: Publication) -> None:
    version, begins, ends = publication.version, publication.begins, publication.ends
    for other in others_in_the_way(version, begins, ends).select_for_update():
        if other.in_force_from and other.in_force_from >= begins:
            message = _(
                "%(other)s is in force from %(begins)s on. Let this version end before, or "
                "withdraw that one first."
            )
            words = {"other": other, "begins": shown(other.in_force_from)}
            raise ValidationError({"in_force_until": message % words})
        other.in_force_until = begins
        other.save()


def _locked(version: Version, at: datetime, replaces: Sequence[Version]) -> list[Version]:
    """The versions to be replaced, as they are now. Raises ValidationError where one cannot be."""
    keys = [other.pk for other in replaces]
    found = replaceable_by(version, at).filter(pk__in=keys).select_for_update(of=("self",))
    locked = {other.pk: other for other in found.order_by("pk")}
    for other in replaces:
        if other.pk not in locked:
            message = _("%s is not in force, or is of the same policy: it cannot be replaced.")
            raise ValidationError({"replaces": message % other})
    return list(locked.values())


def _end_replaced(publication: Publication) -> None:
    begins = publication.begins
    for other in publication.replaced:
        if other.in_force_from and other.in_force_from >= begins:
            message = _("%(other)s begins only on %(begins)s. Withdraw it instead.")
            words = {"other": other, "begins": shown(other.in_force_from)}
            raise ValidationError({"replaces": message % words})
        if other.in_force_until is not None and other.in_force_until < begins:
            message = _("%(other)s has ended by then: it ends on %(ends)s.")
            words = {"other": other, "ends": shown(other.in_force_until)}
            raise ValidationError({"replaces": message % words})
        other.in_force_until, other.replaced_by = begins, publication.version
        other.save()
