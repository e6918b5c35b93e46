"""Replays made and signed off."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.deciding import CompiledPolicy
from policy.policies.errors import Conflict
from policy.policies.models import Replay, Version
from policy.policies.permissions import may_sign_off, may_work_on_policies
from policy.policies.queries import compiled
from policy.searches.replays.replaying import replay


@transaction.atomic
def make_replay(
    *,
    version: Version,
    by: Account,
    at: datetime,
    begins: datetime,
    ends: datetime,
    instead_of: tuple[str, ...] = (),
) -> Replay:
    """Asks `version` of the past decisions, and keeps what would have come out otherwise.

    `instead_of` names, by short name, the policies in force that it is to take the place of.
    Raises ValidationError for a period that does not lie in the past, in its order.
    """
    require(may_work_on_policies(by))
    _check_period(begins, ends, at)
    return Replay.objects.create(
        version=version,
        digest=version.digest,
        begins=begins,
        ends=ends,
        figures=replay(_compiled(version), begins=begins, ends=ends, instead_of=instead_of),
        made_by=by,
        made_at=at,
    )


@transaction.atomic
def sign_off(*, replay: Replay, by: Account, at: datetime) -> Replay:
    """Says that `by` has read what the version would have changed, and stands by it.

    Raises Conflict where someone signed before, or the text has changed since.
    """
    require(may_sign_off(by, replay.version))
    locked = (
        Replay.objects.select_for_update(of=("self",)).select_related("version").get(pk=replay.pk)
    )
    if locked.signed_by:
        raise Conflict(
            _("%(who)s has signed this off already.") % {"who": locked.signed_by.display_name}
        )
    if not locked.is_current:
        raise Conflict(_("The text has changed since this replay. Make a new one."))
    locked.signed_by, locked.signed_at = by, at
    locked.save(update_fields=["signed_by", "signed_at"])
    return locked


def _compiled(version: Version) -> CompiledPolicy:
    try:
        return compiled(version)
    except ValueError as error:
        message = _("The version has errors, and cannot be asked: %(error)s")
        raise ValidationError(message % {"error": error}) from None


def _check_period(begins: datetime, ends: datetime, at: datetime) -> None:
    if ends > at:
        raise ValidationError({"ends": _("Expected a day that has come already.")})
    if begins >= ends:
        raise ValidationError({"begins": _("Expected a day before the last one.")})
