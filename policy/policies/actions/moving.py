"""How every action begins: the version locked and checked."""

from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.permissions import is_entitled, is_in_state


def take(version: Version, action: Action, *, by: Account) -> Version:
    """The version as it stands now, locked until the end of the transaction.

    Raises PermissionDenied with the reason where `by` may not do this to it, and Conflict where
    someone else moved it on meanwhile.
    """
    require(is_entitled(by, action, version))
    locked = lock(version)
    if not is_in_state(action, locked):
        raise Conflict(what_happened(locked))
    return locked


def what_happened(version: Version) -> str:
    """Where the version stands now, and who brought it there."""
    who = {
        VersionState.APPROVED: version.approved_by,
        VersionState.PUBLISHED: version.published_by,
        VersionState.SUPERSEDED: version.ended_by,
        VersionState.WITHDRAWN: version.ended_by,
    }.get(VersionState(version.state))
    words = {"version": version, "state": version.get_state_display()}
    if who is None:
        return _("%(version)s is now: %(state)s.") % words
    return _("%(version)s is now: %(state)s, by %(who)s.") % {**words, "who": who.display_name}


def lock(version: Version) -> Version:
    """The version as it stands now, locked; raises Conflict where it was discarded meanwhile."""
    versions = Version.objects.select_for_update(of=("self",)).select_related("policy")
    locked = versions.filter(pk=version.pk).first()
    if locked is None:
        raise Conflict(_("%s was discarded meanwhile.") % version)
    return locked
