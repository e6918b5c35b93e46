"""A rule waived for one case: asked for, granted or denied by the rank that it names, ended."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.choices import WaiverState
from policy.policies.errors import Conflict
from policy.policies.models import Rule, Waiver
from policy.policies.permissions import is_waivable, may_ask_for_waivers, may_decide, may_end


@transaction.atomic
def ask_for_waiver(
    *,
    rule: Rule,
    case_number: str,
    reason: str,
    begins: datetime,
    ends: datetime,
    by: Account,
    at: datetime,
) -> Waiver:
    """Asks that `rule` be waived for the case between two moments.

    Raises ValidationError where it names no case or reason, or the time is over before it begins.
    """
    require(may_ask_for_waivers(by))
    require(is_waivable(rule, at))
    errors = {}
    if not case_number.strip():
        errors["case_number"] = _("Name the case.")
    if not reason.strip():
        errors["reason"] = _("Give the reason.")
    if ends <= begins or ends <= at:
        errors["ends"] = _("Expected a moment that is still to come, after the beginning.")
    if errors:
        raise ValidationError(errors)
    return Waiver.objects.create(
        rule=rule,
        case_number=case_number.strip(),
        reason=reason.strip(),
        begins=begins,
        ends=ends,
        asked_by=by,
        asked_at=at,
    )


@transaction.atomic
def grant_waiver(*, waiver: Waiver, by: Account, at: datetime, reason: str = "") -> Waiver:
    """Grants it; it holds from its beginning, and at the earliest from now."""
    taken = _take(waiver, WaiverState.ASKED)
    require(may_decide(by, taken))
    if taken.ends <= at:
        raise Conflict(_("The time that it was asked for is over."))
    taken.state, taken.granted_at = WaiverState.GRANTED, at
    return _decided(taken, by, at, reason)


@transaction.atomic
def deny_waiver(*, waiver: Waiver, by: Account, at: datetime, reason: str) -> Waiver:
    taken = _take(waiver, WaiverState.ASKED)
    require(may_decide(by, taken))
    _need(reason)
    taken.state = WaiverState.DENIED
    return _decided(taken, by, at, reason)


@transaction.atomic
def end_waiver(*, waiver: Waiver, by: Account, at: datetime, reason: str) -> Waiver:
    """Ends a granted waiver before its time; what rested on it stays as it was decided."""
    taken = _take(waiver, WaiverState.GRANTED)
    require(may_end(by, taken))
    _need(reason)
    taken.state = WaiverState.ENDED
    taken.ended_by, taken.ended_at, taken.end_reason = by, at, reason.strip()
    taken.save()
    return taken


def _take(waiver: Waiver, state: WaiverState) -> Waiver:
    locked = Waiver.objects.select_for_update(of=("self",)).select_related("rule__version")
    taken = locked.get(pk=waiver.pk)
    if taken.state != state:
        words = {"waiver": taken, "state": taken.get_state_display()}
        raise Conflict(_("%(waiver)s has moved on meanwhile. It is now: %(state)s.") % words)
    return taken


def _decided(waiver: Waiver, by: Account, at: datetime, reason: str) -> Waiver:
    waiver.decided_by, waiver.decided_at = by, at
    waiver.decision_reason = reason.strip()
    waiver.save()
    return waiver


def _need(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
