"""Who may do what with a version of a policy: each answers allowed, or the reason why not."""

from django.utils.translation import gettext as _

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role
from policy.policies.lifecycle import BY_ACTION, BY_THE_CLOCK, Action
from policy.policies.models import Version


def may_work_on_policies(account: Account) -> Answer:
    return holds_role(account, Role.POLICY_OFFICER)


def may_comment(account: Account, version: Version) -> Answer:
    """May `account` say something of a clause of `version`?"""
    return holds_role(account, Role.POLICY_OFFICER)


def may_read_comments(account: Account, version: Version) -> Answer:
    return holds_role(account, Role.POLICY_OFFICER, Role.AUDITOR)


def may(account: Account, action: Action, version: Version) -> Answer:
    """May `account` do `action` to `version` as it stands?"""
    return first_denied(is_entitled(account, action, version), is_in_state(action, version))


def is_entitled(account: Account, action: Action, version: Version) -> Answer:
    """May `account` do `action` to `version`, wherever it stands?"""
    if action in BY_THE_CLOCK:
        return Denied(_("This happens by itself when its time has come."))
    if action == Action.APPROVE and version.author_id == account.pk:
        return Denied(_("You wrote this version, so another policy officer has to approve it."))
    if action == Action.APPROVE and version.contributors.filter(account=account).exists():
        return Denied(_("You changed this version, so another policy officer has to approve it."))
    return may_work_on_policies(account)


def is_in_state(action: Action, version: Version) -> Answer:
    if version.state in BY_ACTION[action].before:
        return Allowed()
    return Denied(_("The version is in the state “%s”.") % version.get_state_display())
