"""Who may: predicates that answer allowed, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policy.personnel.choices import PersonStatus, Role

if TYPE_CHECKING:
    from policy.personnel.models import Account


@dataclass(frozen=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    reason: str | Promise

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Denied


def first_denied(*answers: Answer) -> Answer:
    """The first denial of `answers`, else allowed."""
    return next((answer for answer in answers if not answer), Allowed())


def require(answer: Answer) -> None:
    """Raises PermissionDenied with the reason where `answer` is a denial."""
    if isinstance(answer, Denied):
        raise PermissionDenied(str(answer.reason))


def holds_role(account: Account, *roles: Role) -> Answer:
    if account.has_role(*roles):
        return Allowed()
    names = " / ".join(str(role.label) for role in roles)
    return Denied(_("This needs the role: %(roles)s.") % {"roles": names})


def is_serving(account: Account) -> Answer:
    """Has the account a person who serves in the department now?"""
    if account.person is None:
        return Denied(_("This account belongs to no member of the department."))
    if account.person.status != PersonStatus.ACTIVE:
        return Denied(
            _("%(person)s is not in active service: %(status)s.")
            % {"person": account.person, "status": account.person.get_status_display()}
        )
    return Allowed()


def may_manage_personnel(account: Account | None) -> Answer:
    """May `account` change people, accounts and certificates? None is the server's own operator."""
    return holds_role(account, Role.ADMINISTRATOR) if account else Allowed()


def may_close(by: Account | None, account: Account) -> Answer:
    if by == account:
        return Denied(_("Another administrator has to close your account."))
    return may_manage_personnel(by)


def may_hand_out_password(by: Account | None, account: Account) -> Answer:
    """Who could set another administrator's password could approve what they propose themselves."""
    if by is not None and by != account and account.has_role(Role.ADMINISTRATOR):
        return Denied(
            _(
                "No administrator sets the password of another, as a change takes two of them. It "
                "is set anew at the server: manage.py changepassword."
            )
        )
    return may_manage_personnel(by)
