"""Who may do what with a version of a policy: each answers allowed, or the reason why not."""

from datetime import datetime

from django.utils.translation import gettext as _

from policy.lists.choices import ListName
from policy.lists.queries import current, words_of
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
from policy.policies.choices import ReviewVerdict, VersionState
from policy.policies.lifecycle import BY_ACTION, BY_REVIEWERS, BY_THE_CLOCK, UNPUBLISHED, Action
from policy.policies.models import Rule, Version, Waiver
from policy.policies.queries import REVIEWING_ROLES, people_bound_by, reviewer_of


def may_work_on_policies(account: Account) -> Answer:
    return holds_role(account, Role.POLICY_OFFICER)


def may_keep_lists(account: Account | None) -> Answer:
    """May `account` edit the lists and the agencies? None is the server's own operator.

    The policy office does; an administrator may load what it hands over.
    """
    if account is None:
        return Allowed()
    return holds_role(account, Role.POLICY_OFFICER, Role.ADMINISTRATOR)


def may_comment(account: Account, version: Version) -> Answer:
    """May `account` say something of a clause of `version`: its officers and its reviewers?"""
    if version.reviewers.filter(round=version.review_round, account=account).exists():
        return Allowed()
    return holds_role(account, Role.POLICY_OFFICER)


def may_read_comments(account: Account, version: Version) -> Answer:
    if may_comment(account, version):
        return Allowed()
    return holds_role(account, Role.POLICY_OFFICER, Role.AUDITOR)


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

    The database holds to the same (`_COUNTS` in policy/policies/triggers/versions.py).
    """
    if version.author_id == account.pk:
        return Denied(_("You wrote this version, so others have to approve it."))
    if version.contributors.filter(account=account).exists():
        return Denied(_("You changed this version, so others have to approve it."))
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
    if version.contributors.filter(account=account).exists():
        return Denied(_("You changed this version, so another policy officer has to sign it off."))
    return may_work_on_policies(account)


def is_waivable(rule: Rule, at: datetime) -> Answer:
    """May anyone waive `rule` at the moment `at`?"""
    if not rule.waivable_by:
        return Denied(_("This rule names nobody who may waive it."))
    version = rule.version
    ended = version.in_force_until is not None and version.in_force_until <= at
    if version.state != VersionState.PUBLISHED or ended:
        return Denied(_("The version is not in force."))
    return Allowed()


def may_ask_for_waivers(account: Account) -> Answer:
    return holds_role(account, Role.REQUESTER, Role.SUPERVISOR)


def may_decide(account: Account, waiver: Waiver) -> Answer:
    """May `account` grant or deny `waiver`: a supervisor of the rank, who did not ask for it?"""
    if waiver.asked_by_id == account.pk:
        return Denied(_("You asked for this waiver, so someone else has to decide."))
    return first_denied(
        holds_role(account, Role.SUPERVISOR), is_serving(account), _has_rank(account, waiver.rule)
    )


def may_end(account: Account, waiver: Waiver) -> Answer:
    """May `account` end `waiver` early: a policy officer, or who could have granted it?"""
    if account.has_role(Role.POLICY_OFFICER):
        return Allowed()
    return first_denied(holds_role(account, Role.SUPERVISOR), _has_rank(account, waiver.rule))


def _has_rank(account: Account, rule: Rule) -> Answer:
    grades = current().codes(ListName.GRADE)
    if account.person and grades.index(account.person.rank.grade) >= grades.index(rule.waivable_by):
        return Allowed()
    rank = words_of(ListName.GRADE, rule.waivable_by)
    return Denied(_("The rule is waived by the rank %(rank)s or above.") % {"rank": rank})


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
