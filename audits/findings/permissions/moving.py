"""Who may do what to a finding as it stands."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.findings.behind import has_account
from audits.findings.choices import ATTRIBUTABLE, Action, Hat, State
from audits.findings.lifecycle import BY_ACTION, DISPOSES, ONLY_AFTER_HEARING
from audits.findings.models import Finding, OfficeNotice
from audits.findings.permissions.people import brought_nothing, is_auditor, is_subject
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role

# Why an action has to wait, by the state that the finding is in.
_NOT_YET = {
    State.OPEN: gettext_lazy("Begin the review first."),
    State.UNDER_REVIEW: gettext_lazy("It is under review."),
    State.RIGHT_OF_REPLY: gettext_lazy("The person can still reply: it waits until then."),
}
_CLOSED = gettext_lazy("It is closed.")
_REPLIES = (Action.REPLY, Action.TAKE_DOWN)
_HEARD_BEFORE = {DISPOSES[state] for state in ONLY_AFTER_HEARING}


def may(account: Account, action: Action, finding: Finding, at: datetime) -> Answer:
    """May `account` do `action` to `finding` as it stands at `at`?"""
    return wears_hat(account, action, finding) and may_now(account, action, finding, at)


def wears_hat(account: Account, action: Action, finding: Finding) -> Answer:
    """Has `account` one of the hats that the lifecycle table names for `action`?"""
    answers = [_HATS[hat](account, finding) for hat in sorted(BY_ACTION[action].hats)]
    return next((answer for answer in answers if answer), answers[-1])


def may_now(account: Account, action: Action, finding: Finding, at: datetime) -> Answer:
    """May someone who wears the hat for `action` do it at this moment?"""
    return first_denied(
        is_in_state(action, finding),
        _is_not_finder(account, action, finding),
        _is_heard(action, finding),
        _is_to_be_heard(action, finding),
        _is_unknown(action, finding),
        _is_without_account(action, finding),
        _is_in_time(action, finding, at),
    )


def is_in_state(action: Action, finding: Finding) -> Answer:
    if finding.state in BY_ACTION[action].before:
        return Allowed()
    return Denied(_NOT_YET.get(State(finding.state), _CLOSED))


def may_be_handed(account: Account, finding: Finding) -> Answer:
    if not account.is_active:
        return Denied(_("This account is closed."))
    if finding.owner_id == account.pk:
        return Denied(_("They review it already."))
    return is_auditor(account, finding)


def may_tell_office(account: Account, notice: OfficeNotice) -> Answer:
    if notice.told_at is not None:
        return Denied(_("The office was told already."))
    return holds_role(account, Role.AUDITOR)


def _is_heard(action: Action, finding: Finding) -> Answer:
    if action in _HEARD_BEFORE and finding.mark and finding.reply_due is None:
        return Denied(
            _("Nobody is held to have done wrong unheard: give the right of reply first.")
        )
    return Allowed()


def _is_not_finder(account: Account, action: Action, finding: Finding) -> Answer:
    return brought_nothing(account, finding) if action in DISPOSES.values() else Allowed()


def _is_to_be_heard(action: Action, finding: Finding) -> Answer:
    if action != Action.HEAR:
        return Allowed()
    if not finding.mark:
        return Denied(_("Nobody knows whom it is about."))
    if finding.reply_due is not None:
        return Denied(_("The right of reply was given already."))
    return Allowed()


def _is_unknown(action: Action, finding: Finding) -> Answer:
    if action != Action.ATTRIBUTE:
        return Allowed()
    if finding.mark:
        return Denied(_("It is known already whom it is about."))
    if finding.source not in ATTRIBUTABLE or finding.is_of_the_trail:
        return Denied(_("It is about nobody in particular."))
    if finding.evidence.exclude(link="").exists():
        return Denied(_("Its evidence leads to records that name people: file another finding."))
    return Allowed()


def _is_without_account(action: Action, finding: Finding) -> Answer:
    if action == Action.TAKE_DOWN and has_account(finding):
        return Denied(_("The person has an account, and replies on their own page."))
    return Allowed()


def _is_in_time(action: Action, finding: Finding, at: datetime) -> Answer:
    if action not in _REPLIES or finding.reply_due is None:
        return Allowed()
    if finding.reply_due <= at:
        return Denied(_("The time for a reply is over."))
    return Allowed()


def _is_clock(account: Account, finding: Finding) -> Answer:
    return Denied(_("This happens by itself when its time has come."))


_HATS: dict[Hat, Callable[[Account, Finding], Answer]] = {
    Hat.AUDITOR: is_auditor,
    Hat.SUBJECT: is_subject,
    Hat.CLOCK: _is_clock,
}
