"""Changes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from policy.changes.choices import OF_ROLES, ChangeKind
from policy.changes.settings import SETTINGS
from policy.personnel.choices import Role
from policy.systems.choices import SystemStatus

if TYPE_CHECKING:
    from policy.changes.models import Change


def title_of(change: Change) -> str:
    """What is proposed, as a heading: “Give Robin Doe the role Examiner”."""
    if change.account is not None:
        words = {"account": change.account.display_name, "role": Role(change.role).label}
        if change.kind == ChangeKind.ROLE_GIVEN:
            return _("Give %(account)s the role %(role)s") % words
        return _("Take the role %(role)s from %(account)s") % words
    words = {"system": str(change.system), "after": words_of(change, change.after)}
    if change.kind == ChangeKind.SYSTEM_STATUS:
        return _("Change the status of %(system)s to %(after)s") % words
    words["setting"] = str(SETTINGS[change.setting].label)
    if change.system is not None:
        return _("Set the %(setting)s for %(system)s: %(after)s") % words
    return _("Set the %(setting)s: %(after)s") % words


def words_of(change: Change, value: Any) -> str:
    """`value`, what the change is from or to, in words."""
    if change.kind in OF_ROLES:
        return _("held") if value else _("not held")
    if change.kind == ChangeKind.SYSTEM_STATUS:
        return str(SystemStatus(value).label)
    if value is None:
        return _("as the department's")
    return SETTINGS[change.setting].unit.words(value)
