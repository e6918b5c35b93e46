"""Who may change the register of systems."""

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, holds_role


def may_manage_systems(account: Account | None) -> Answer:
    """None is the server's own operator."""
    return holds_role(account, Role.ADMINISTRATOR) if account else Allowed()
