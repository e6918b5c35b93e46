"""Who may read the trail."""

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Answer, holds_role

READERS = (Role.AUDITOR, Role.OVERSIGHT, Role.ADMINISTRATOR)


def may_read_trail(account: Account) -> Answer:
    return holds_role(account, *READERS)


def may_read_drafts(account: Account) -> Answer:
    """What was never submitted is seen by its requester, and in the trail by auditors alone."""
    return holds_role(account, Role.AUDITOR)
