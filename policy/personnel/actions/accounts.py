"""Status, accounts and roles. `by` is who does it; None is the server's own operator."""

from datetime import datetime

from policy.personnel.choices import PersonStatus, Role
from policy.personnel.models import Account, Person, RoleGrant
from policy.personnel.permissions import (
    first_denied,
    may_close,
    may_hold,
    may_manage_personnel,
    may_remove_role,
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
    require(may_manage_personnel(by))
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


def grant_role(*, by: Account | None, account: Account, role: Role, at: datetime) -> RoleGrant:
    require(first_denied(may_manage_personnel(by), may_hold(account, role)))
    grant, _made = RoleGrant.objects.get_or_create(
        account=account, role=role, defaults={"granted_by": by, "granted_at": at}
    )
    return grant


def remove_role(*, by: Account | None, account: Account, role: Role) -> None:
    require(may_remove_role(by, account, role))
    RoleGrant.objects.filter(account=account, role=role).delete()
