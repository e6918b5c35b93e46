"""Changes by two administrators, in as few statements as there can be.

Roles and statuses of the tests go this way as well: the database knows no other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from policy.changes.choices import ChangeKind, Verdict
from policy.changes.models import Change
from policy.changes.queries import administrators
from policy.personnel.choices import Role
from policy.personnel.models import Account, RoleGrant
from policy.systems.choices import SystemStatus
from policy.systems.models import System

REASON = "As the chief ordered."
STANDING = ("standing1", "standing2")


def standing_administrators() -> list[Account]:
    """Two administrators; where there are none, the first two, who need nobody's approval."""
    found = list(administrators()[:2])
    if len(found) < 2:
        missing = STANDING[len(found) :]
        made = Account.objects.bulk_create(Account(username=name) for name in missing)
        RoleGrant.objects.bulk_create(
            RoleGrant(account=account, role=Role.ADMINISTRATOR) for account in made
        )
        found += made
    return found


def approved(changes: Iterable[Change]) -> Sequence[Change]:
    """`changes`, proposed by one administrator and approved by another."""
    proposer, approver = standing_administrators()
    at = timezone.now()
    made = Change.objects.bulk_create(
        _proposed(change, proposed_by=proposer, proposed_at=at) for change in changes
    )
    Change.objects.filter(pk__in=[change.pk for change in made]).update(
        verdict=Verdict.APPROVED, decided_by=approver, decided_at=at
    )
    return made


def _proposed(change: Change, **by: Any) -> Change:
    for name, value in {"reason": REASON, **by}.items():
        setattr(change, name, value)
    return change


# Once to the database and back, as nearly every test needs a handful of accounts.
_GIVE = """
    INSERT INTO changes_change (
        kind, account_id, role, setting, before, after, reason, proposed_by_id, proposed_at,
        verdict, decision_reason, applied
    )
    SELECT 'role_given', %(account)s, role, '', 'false', 'true', %(reason)s, proposer.id, %(at)s,
           'open', '', false
    FROM unnest(%(roles)s::text[]) role, (
        SELECT min(account.id) AS id FROM personnel_account account
        JOIN personnel_rolegrant held ON held.account_id = account.id
        WHERE held.role = 'administrator' AND account.is_active HAVING count(*) >= 2
    ) proposer;
    UPDATE changes_change SET verdict = 'approved', decided_at = proposed_at, decided_by_id = (
        SELECT min(account.id) FROM personnel_account account
        JOIN personnel_rolegrant held ON held.account_id = account.id
        WHERE held.role = 'administrator' AND account.is_active AND account.id <> proposed_by_id
    )
    WHERE account_id = %(account)s AND role = ANY (%(roles)s) AND verdict = 'open'
"""


def give(account: Account, *roles: Role) -> None:
    if not _given(account, roles):
        standing_administrators()
        _given(account, roles)


def _given(account: Account, roles: Sequence[Role]) -> int:
    """How many of `roles` the account has now; none where there are no two administrators."""
    parameters = {
        "account": account.pk,
        "roles": [str(role) for role in roles],
        "reason": REASON,
        "at": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_GIVE, parameters)
        return cursor.rowcount


def take(account: Account, *roles: Role) -> None:
    approved(
        Change(kind=ChangeKind.ROLE_TAKEN, account=account, role=role, before=True, after=False)
        for role in roles
    )


def set_status(system: System, status: SystemStatus) -> None:
    change = Change(
        kind=ChangeKind.SYSTEM_STATUS, system=system, before=system.status, after=str(status)
    )
    approved([change])
    system.status = status
