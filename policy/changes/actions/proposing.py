"""Proposals. Each raises PermissionDenied, ValidationError by field, or Conflict."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.errors import Conflict
from policy.changes.models import Change
from policy.changes.permissions import may_be_proposed, may_be_taken, may_become, may_propose
from policy.changes.queries import row_in_force
from policy.changes.settings import Setting, plain
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.systems.choices import SystemStatus
from policy.systems.models import System


def propose_role(
    *, account: Account, role: Role, given: bool, reason: str, by: Account, at: datetime
) -> Change:
    """Proposes that the account be given `role`, or that it be taken."""
    held = account.grants.filter(role=role).exists()
    if held == given:
        raise ValidationError({"role": _already(account, role, held=held)})
    require(may_be_proposed(account, role) if given else may_be_taken(account, role))
    kind = ChangeKind.ROLE_GIVEN if given else ChangeKind.ROLE_TAKEN
    change = Change(kind=kind, account=account, role=role, before=held, after=given)
    return _propose(change, reason, by, at)


def _already(account: Account, role: Role, *, held: bool) -> str:
    words = {"account": account.display_name, "role": role.label}
    if held:
        return _("%(account)s holds the role %(role)s already.") % words
    return _("%(account)s does not hold the role %(role)s.") % words


def propose_status(
    *, system: System, status: SystemStatus, reason: str, by: Account, at: datetime
) -> Change:
    before = System.objects.values_list("status", flat=True).get(pk=system.pk)
    if before == status:
        words = {"system": system, "status": status.label}
        raise ValidationError({"status": _("%(system)s is %(status)s already.") % words})
    require(may_become(system, status))
    kind = ChangeKind.SYSTEM_STATUS
    change = Change(kind=kind, system=system, before=before, after=str(status))
    return _propose(change, reason, by, at)


def propose_setting(
    *,
    setting: Setting,
    value: Decimal | None,
    reason: str,
    by: Account,
    at: datetime,
    system: System | None = None,
) -> Change:
    """Proposes `value` for the department, or for one system; None gives up a system's own."""
    _check_value(setting, system, value)
    before, after = standing_value(setting, system, at), None if value is None else plain(value)
    if before == after:
        raise ValidationError({"value": _("This is what it is set to already.")})
    kind = ChangeKind.SETTING
    change = Change(kind=kind, setting=setting.name, system=system, before=before, after=after)
    return _propose(change, reason, by, at)


def standing_value(setting: Setting, system: System | None, at: datetime) -> int | float | None:
    """What is set for exactly this system, or for the department; None without a value."""
    row = row_in_force(setting, system, at=at)
    if row is None:
        return None if system is not None else setting.default
    return None if row.value is None else plain(row.value)


def _check_value(setting: Setting, system: System | None, value: Decimal | None) -> None:
    if system is not None and not setting.of_a_system:
        raise ValidationError({"system": _("This is set for the whole department.")})
    if value is None and system is None:
        raise ValidationError({"value": _("Give a value.")})
    if value is not None and not setting.floor <= value <= setting.ceiling:
        words = {
            "floor": setting.unit.words(setting.floor),
            "ceiling": setting.unit.words(setting.ceiling),
        }
        raise ValidationError({"value": _("Expected %(floor)s to %(ceiling)s.") % words})
    if value is not None and setting.whole and value != int(value):
        raise ValidationError({"value": _("Give a whole number of days.")})


def _propose(change: Change, reason: str, by: Account, at: datetime) -> Change:
    require(may_propose(by))
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason. It is kept with the change.")})
    same = Change.objects.filter(
        verdict=Verdict.OPEN,
        account=change.account,
        role=change.role,
        system=change.system,
        setting=change.setting,
    )
    if waiting := same.first():
        raise Conflict(_("This waits already: %(change)s.") % {"change": waiting})
    change.reason, change.proposed_by, change.proposed_at = reason.strip(), by, at
    return _save(change)


def _save(change: Change) -> Change:
    """Someone may have proposed the same at this moment."""
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        if "change_open_once" not in str(error):
            raise
        raise Conflict(_("Another administrator has just proposed a change of this.")) from error
    return change
