"""Who may: predicates that answer allowed, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policy.personnel.choices import PersonStatus, Role

if TYPE_CHECKING:
    from policy.personnel.models import Account, Person


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


def is_someone_else(person: Person, other: Person, reason: str) -> Answer:
    """The separation of hats: `person` and `other` are two heads."""
    return Allowed() if person.pk != other.pk else Denied(reason)
