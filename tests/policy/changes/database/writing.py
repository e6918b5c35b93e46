"""Changes written past all of our code."""

from typing import Any

from django.db import transaction

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.systems.choices import SystemStatus
from policy.systems.models import System
from tests.factories.personnel import AccountFactory
from tests.policy.changes.conftest import AT

DECIDED = {"decided_at": AT, "decision_reason": "No."}


def role_change(account: Account, role: Role = Role.EXAMINER, **fields: Any) -> Change:
    kind = ChangeKind.ROLE_GIVEN
    return Change(kind=kind, account=account, role=role, before=False, after=True, **fields)


def proposed(by: Account, change: Change | None = None, **fields: Any) -> Change:
    change = change or role_change(AccountFactory())
    fields = {"reason": "New in the unit.", "proposed_by": by, "proposed_at": AT} | fields
    for name, value in fields.items():
        setattr(change, name, value)
    change.save()
    return change


def decide(change: Change, verdict: Verdict, by: Account | None, **fields: Any) -> None:
    """Past all of our code."""
    fields = {"verdict": verdict, "decided_by": by, **DECIDED, **fields}
    with transaction.atomic():
        Change.objects.filter(pk=change.pk).update(**fields)


def status_change(system: System, after: SystemStatus = SystemStatus.PROHIBITED) -> Change:
    kind = ChangeKind.SYSTEM_STATUS
    return Change(kind=kind, system=system, before=system.status, after=str(after))


def setting_change(
    name: str = "keep_leads", before: Any = 1825, after: Any = 730, system: System | None = None
) -> Change:
    kind = ChangeKind.SETTING
    return Change(kind=kind, setting=name, system=system, before=before, after=after)
