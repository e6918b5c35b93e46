"""What becomes of a proposal. Each raises PermissionDenied, ValidationError or Conflict."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from policy.changes.actions import by_two
from policy.changes.actions.proposing import standing_value
from policy.changes.choices import OF_ROLES, ChangeKind, Verdict
from policy.changes.errors import Conflict
from policy.changes.models import Change
from policy.changes.permissions import may_be_given, may_be_taken, may_become
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, first_denied, require
from policy.systems.choices import SystemStatus


@transaction.atomic
def approve(*, change: Change, by: Account, at: datetime, reason: str = "") -> Change:
    """Approves it. The database writes what it changes in the same statement."""
    taken = by_two.take(change)
    may_decide = by_two.may_decide_now(by, taken)
    require(first_denied(may_decide, by_two.proposer_still_counts(taken), _fits(taken)))
    if _now(taken, at) != taken.before:
        raise Conflict(_("What it would change is no longer as it was. Decline it."))
    return by_two.decided(taken, Verdict.APPROVED, by, at, reason)


def decline(*, change: Change, by: Account, at: datetime, reason: str) -> Change:
    return by_two.decline(change, by=by, at=at, reason=reason)


def take_back(*, change: Change, by: Account, at: datetime, reason: str = "") -> Change:
    return by_two.take_back(change, by=by, at=at, reason=reason)


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
