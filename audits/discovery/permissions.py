"""Who may bring logs, and who may read what they show."""

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Answer, holds_role


def may_read(account: Account) -> Answer:
    return holds_role(account, Role.AUDITOR, Role.OVERSIGHT)


def may_import(account: Account) -> Answer:
    return holds_role(account, Role.AUDITOR)
