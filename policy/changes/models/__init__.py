"""What two administrators change, with before and after and the reason."""

from policy.changes.models.changes import Change
from policy.changes.models.guarded import GuardedGrant, GuardedSystem
from policy.changes.models.values import SettingValue

__all__ = ["Change", "GuardedGrant", "GuardedSystem", "SettingValue"]
