"""How every action on a finding begins and ends: locked and checked, the step written."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from audits.findings.choices import Action, State
from audits.findings.errors import Conflict
from audits.findings.lifecycle import BY_ACTION
from audits.findings.models import Finding, Step
from audits.findings.permissions import mark_of, may_now, wears_hat
from policy.personnel.models import Account
from policy.personnel.permissions import require


def take(finding: Finding, action: Action, *, by: Account, at: datetime) -> Finding:
    """The finding as it stands now, locked until the end of the transaction.

    Raises PermissionDenied with the reason where `by` may not do this to it, and Conflict where
    somebody moved it on meanwhile.
    """
    locked = lock(finding)
    require(wears_hat(by, action, locked))
    if locked.state not in BY_ACTION[action].before:
        raise Conflict(what_happened(locked))
    require(may_now(by, action, locked, at))
    return locked


def lock(finding: Finding) -> Finding:
    findings = Finding.objects.select_for_update(of=("self",)).select_related("subject", "rule")
    return findings.get(pk=finding.pk)


def what_happened(finding: Finding) -> str:
    step = finding.steps.select_related("by__person").last()
    if step is None:
        return _("The finding is open, and nobody reviews it yet.")
    return _("The finding has moved on meanwhile: %(action)s%(by)s. It is now: %(state)s.") % {
        "action": step.get_action_display(),
        "by": f" ({step.by.display_name})" if step.by else "",
        "state": finding.get_state_display(),
    }


def move(
    finding: Finding,
    action: Action,
    *,
    to: State,
    at: datetime,
    by: Account | None = None,
    by_mark: str = "",
    why: str = "",
    **columns: Any,
) -> Finding:
    """Stores the step, and the finding in its new state with those `columns`.

    The database lets a finding move only along its latest step, so the step comes first.
    """
    Step.objects.create(
        finding=finding,
        action=action,
        before=finding.state,
        after=to,
        at=at,
        by=by,
        by_mark=mark_of(by, finding) if by else by_mark,
        reason=why.strip(),
    )
    if to != finding.state:
        columns |= {"state": to, "state_at": at}
    for name, value in columns.items():
        setattr(finding, name, value)
    if columns:
        finding.save(update_fields=columns.keys())
    return finding


def close(
    finding: Finding,
    action: Action,
    *,
    to: State,
    at: datetime,
    reason: str,
    by: Account | None = None,
    **columns: Any,
) -> Finding:
    reason = reason.strip()
    closed: dict[str, Any] = {"closed_at": at, "closed_by": by, "reason": reason}
    return move(finding, action, to=to, at=at, by=by, why=reason, **closed, **columns)
