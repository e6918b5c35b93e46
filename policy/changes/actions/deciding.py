"""What becomes of a proposal. Each raises PermissionDenied, ValidationError or Conflict."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from policy.changes.actions.proposing import standing_value
from policy.changes.choices import OF_ROLES, ChangeKind, Verdict
from policy.changes.errors import Conflict
from policy.changes.models import Change
from policy.changes.permissions import (
    is_another,
    may_be_given,
    may_be_taken,
    may_become,
    may_take_back,
)
from policy.changes.queries import administrators
from policy.changes.settings import SETTINGS
from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role, require
from policy.systems.choices import SystemStatus


@transaction.atomic
def approve(*, change: Change, by: Account, at: datetime, reason: str = "") -> Change:
    """Approves it. The database writes what it changes in the same statement."""
    taken = _take(change)
    require(first_denied(_decides(by, taken), _proposer_still_counts(taken), _fits(taken)))
    if _now(taken, at) != taken.before:
        raise Conflict(_("What it would change is no longer as it was. Decline it."))
    return _decided(taken, Verdict.APPROVED, by, at, reason)


@transaction.atomic
def decline(*, change: Change, by: Account, at: datetime, reason: str) -> Change:
    taken = _take(change)
    require(_decides(by, taken))
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason for declining it.")})
    return _decided(taken, Verdict.DECLINED, by, at, reason)


@transaction.atomic
def take_back(*, change: Change, by: Account, at: datetime, reason: str = "") -> Change:
    taken = _take(change)
    require(may_take_back(by, taken))
    return _decided(taken, Verdict.TAKEN_BACK, by, at, reason)


def _take(change: Change) -> Change:
    """The change, locked. Raises Conflict where it is decided."""
    taken = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if taken.verdict != Verdict.OPEN and taken.decided_by is not None:
        words = {"verdict": taken.get_verdict_display(), "by": taken.decided_by.display_name}
        raise Conflict(_("It was decided meanwhile: %(verdict)s, by %(by)s.") % words)
    return taken


def _decides(by: Account, change: Change) -> Answer:
    return first_denied(holds_role(by, Role.ADMINISTRATOR), is_another(by, change))


def _proposer_still_counts(change: Change) -> Answer:
    if administrators().filter(pk=change.proposed_by_id).exists():
        return Allowed()
    words = {"account": change.proposed_by.display_name}
    return Denied(_("%(account)s, who proposed it, is no administrator any more.") % words)


def _fits(change: Change) -> Answer:
    """May what it changes become so, as things stand now?"""
    if change.account is not None:
        may = may_be_given if change.kind == ChangeKind.ROLE_GIVEN else may_be_taken
        return may(change.account, Role(change.role))
    if change.kind == ChangeKind.SYSTEM_STATUS and change.system is not None:
        return may_become(change.system, SystemStatus(change.after))
    return Allowed()


def _now(change: Change, at: datetime) -> object:
    """What is now so of what it would change."""
    if change.kind in OF_ROLES and change.account is not None:
        return change.account.grants.filter(role=change.role).exists()
    if change.kind == ChangeKind.SYSTEM_STATUS and change.system is not None:
        return change.system.status
    return standing_value(SETTINGS[change.setting], change.system, at)


def _decided(change: Change, verdict: Verdict, by: Account, at: datetime, reason: str) -> Change:
    change.verdict, change.decided_by, change.decided_at = verdict, by, at
    change.decision_reason = reason.strip()
    change.save(update_fields=["verdict", "decided_by", "decided_at", "decision_reason"])
    change.refresh_from_db(fields=["applied"])
    if by != change.proposed_by:
        words = {"change": change, "verdict": capfirst(change.get_verdict_display())}
        notify(
            key=f"change-{change.pk}-decided",
            text=_("%(verdict)s: %(change)s.") % words,
            at=at,
            account=change.proposed_by,
            link=change.get_absolute_url(),
        )
    return change
