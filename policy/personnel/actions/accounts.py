"""Status and accounts. `by` is who does it; None is the server's own operator.

Roles are given and taken by two administrators: policy/changes.
"""

from datetime import datetime

from policy.personnel.choices import PersonStatus
from policy.personnel.models import Account, Person
from policy.personnel.permissions import (
    may_close,
    may_hand_out_password,
    may_manage_personnel,
    require,
)


def change_status(*, by: Account | None, person: Person, status: PersonStatus) -> None:
    """The database closes the account of someone who no longer serves, and ends its sessions.

    It stays closed when they serve again, until an administrator opens it.
    """
    require(may_manage_personnel(by))
    person.status = status
    person.save(update_fields=["status"])


def close_account(*, by: Account | None, account: Account) -> None:
    """Ends the account's sessions at once, for good."""
    require(may_close(by, account))
    account.is_active = False
    account.save(update_fields=["is_active"])


def hand_out_password(*, by: Account | None, account: Account, password: str, at: datetime) -> None:
    """A password that somebody else knows: its person has to choose another before all else."""
    require(may_hand_out_password(by, account))
    _set_password(account, password, by=by, at=at, is_temporary=by != account)


def choose_password(*, account: Account, password: str, at: datetime) -> None:
    """A password of one's own choice."""
    _set_password(account, password, by=account, at=at, is_temporary=False)


def _set_password(
    account: Account, password: str, *, by: Account | None, at: datetime, is_temporary: bool
) -> None:
    account.set_password(password)
    account.password_set_by, account.password_set_at = by, at
    account.password_is_temporary = is_temporary
    account.save(
        update_fields=["password", "password_set_by", "password_set_at", "password_is_temporary"]
    )
