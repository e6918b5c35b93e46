"""Tables of other apps that only an approved change writes: the triggers hang on proxies."""

from typing import ClassVar

from policy.changes.triggers import ROLE_BY_TWO, STATUS_BY_TWO
from policy.keeping import NEVER_EMPTIED
from policy.personnel.models import RoleGrant
from policy.systems.models import System


class GuardedGrant(RoleGrant):
    class Meta:
        proxy = True
        triggers: ClassVar = [ROLE_BY_TWO, NEVER_EMPTIED]


class GuardedSystem(System):
    class Meta:
        proxy = True
        triggers: ClassVar = [STATUS_BY_TWO, NEVER_EMPTIED]
