"""Who may make a report and who may read one."""

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, holds_role


def may_make(account: Account | None) -> Answer:
    """May `account` make a report? No account stands for a command on the server."""
    return Allowed() if account is None else holds_role(account, Role.AUDITOR, Role.POLICY_OFFICER)


def may_read(account: Account) -> Answer:
    return holds_role(account, Role.AUDITOR, Role.POLICY_OFFICER, Role.OVERSIGHT)
