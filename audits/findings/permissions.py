"""Who may read findings, and who may close one."""

from django.utils.translation import gettext as _

from audits.findings.choices import State
from audits.findings.models import Finding
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role

# Who learns on every page that the trail is in doubt.
WARNED = (Role.AUDITOR, Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.OVERSIGHT)


def may_read(account: Account) -> Answer:
    return holds_role(account, Role.AUDITOR, Role.OVERSIGHT, Role.ADMINISTRATOR)


def may_close(account: Account, finding: Finding) -> Answer:
    return first_denied(holds_role(account, Role.AUDITOR), _is_open(finding))


def _is_open(finding: Finding) -> Answer:
    return Allowed() if finding.state == State.OPEN else Denied(_("It is closed already."))
