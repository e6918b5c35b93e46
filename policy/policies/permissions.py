"""Who may do what with a version of a policy: each answers allowed, or the reason why not."""

from django.utils.translation import gettext as _

from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import (
    Allowed,
    Answer,
    Denied,
    first_denied,
    holds_role,
    is_serving,
)
from policy.policies.choices import ReviewVerdict
from policy.policies.lifecycle import BY_ACTION, BY_REVIEWERS, BY_THE_CLOCK, UNPUBLISHED, Action
from policy.policies.models import Version
from policy.policies.queries import REVIEWING_ROLES, people_bound_by, reviewer_of


def may_work_on_policies(account: Account) -> Answer:
    return holds_role(account, Role.POLICY_OFFICER)


def may(account: Account, action: Action, version: Version) -> Answer:
    """May `account` do `action` to `version` as it stands?"""
    return first_denied(
        is_entitled(account, action, version),
        is_in_state(action, version),
        is_named(account, action, version),
    )


def is_entitled(account: Account, action: Action, version: Version) -> Answer:
    """May `account` do `action` to `version`, wherever it stands?"""
    if action in BY_THE_CLOCK:
        return Denied(_("This happens by itself when its time has come."))
    if action in BY_REVIEWERS:
        return first_denied(counts(account, version), holds_role(account, *REVIEWING_ROLES))
    return may_work_on_policies(account)


def counts(account: Account, version: Version) -> Answer:
    """Does the approval of `account` count? Never that of someone who wrote the version.

    The database holds to the same (`_COUNTS` in policy/policies/triggers.py).
    """
    if version.author_id == account.pk:
        return Denied(_("You wrote this version, so others have to approve it."))
    return Allowed()


def is_named(account: Account, action: Action, version: Version) -> Answer:
    """For what reviewers do: was `account` named, and has it not said the same already?"""
    if action not in BY_REVIEWERS:
        return Allowed()
    reviewer = reviewer_of(version, account)
    if reviewer is None:
        return Denied(_("You are not among the reviewers of this version."))
    if action == Action.APPROVE and reviewer.verdict == ReviewVerdict.APPROVED:
        return Denied(_("You have approved it; it waits for the others."))
    if action == Action.TAKE_BACK and reviewer.verdict != ReviewVerdict.OBJECTED:
        return Denied(_("You do not object to this version."))
    return Allowed()


def is_in_state(action: Action, version: Version) -> Answer:
    if version.state in BY_ACTION[action].before:
        return Allowed()
    return Denied(_("The version is in the state “%s”.") % version.get_state_display())


def may_sign_off(account: Account, version: Version) -> Answer:
    """May `account` answer for what a replay of `version` shows?"""
    if version.author_id == account.pk:
        return Denied(_("You wrote this version, so another policy officer has to sign it off."))
    return may_work_on_policies(account)


def may_bind(account: Account, version: Version) -> Answer:
    """May `account` choose the units that `version` binds?"""
    if version.state in UNPUBLISHED:
        return Denied(_("Only a published version binds anyone."))
    return may_work_on_policies(account)


def may_acknowledge(account: Account, version: Version) -> Answer:
    """Is `account` that of someone in active service whom `version` binds?"""
    serving = is_serving(account)
    if not serving:
        return serving
    if people_bound_by(version).filter(pk=account.member.pk).exists():
        return Allowed()
    return Denied(_("This version does not bind your unit, so there is nothing to sign."))
