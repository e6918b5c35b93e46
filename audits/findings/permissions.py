"""Who may read findings, and who may do what with one: allowed, or the reason why not."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.findings.choices import Action, Hat, State
from audits.findings.choices import Answer as Said
from audits.findings.lifecycle import BY_ACTION, DISPOSES, ONLY_AFTER_HEARING
from audits.findings.models import Finding, OfficeNotice, Unmasking
from audits.findings.pseudonyms import mark
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role

# Who learns on every page that the trail is in doubt.
WARNED = (Role.AUDITOR, Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.OVERSIGHT)
# Who reads findings; administrators those of the trail alone.
READERS = (Role.AUDITOR, Role.OVERSIGHT)

# Why an action has to wait, by the state that the finding is in.
_NOT_YET = {
    State.OPEN: gettext_lazy("Begin the review first."),
    State.UNDER_REVIEW: gettext_lazy("It is under review."),
    State.RIGHT_OF_REPLY: gettext_lazy("The person can still reply: it waits until then."),
}
_CLOSED = gettext_lazy("It is closed.")
_HEARD_BEFORE = {DISPOSES[state] for state in ONLY_AFTER_HEARING}


def mark_of(account: Account, finding: Finding) -> str:
    """The mark of the account's person in this finding; empty for an account of nobody's."""
    person = account.person
    return mark(finding.reference, person.serial_number) if person else ""


def is_about(finding: Finding, account: Account) -> bool:
    return finding.mark != "" and finding.mark == mark_of(account, finding)


def may_read(account: Account) -> Answer:
    return holds_role(account, *READERS, Role.ADMINISTRATOR)


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
        _is_heard(action, finding),
        _is_not_finder(account, action, finding),
        _is_to_be_heard(action, finding),
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
    return _is_auditor(account, finding)


def may_tell_office(account: Account, notice: OfficeNotice) -> Answer:
    if notice.told_at is not None:
        return Denied(_("The office was told already."))
    return holds_role(account, Role.AUDITOR)


def may_ask_for_name(account: Account, finding: Finding, at: datetime) -> Answer:
    if not finding.mark:
        return Denied(_("Nobody knows whom it is about."))
    own = finding.unmaskings.filter(asked_by=account)
    if own.filter(answer=Said.OPEN).exists():
        return Denied(_("You asked already; somebody else has to decide."))
    if own.filter(until__gt=at).exists():
        return Denied(_("The name is shown to you already."))
    return _is_auditor(account, finding)


def may_decide_on_name(account: Account, unmasking: Unmasking) -> Answer:
    if unmasking.answer != Said.OPEN:
        return Denied(_("It is decided already."))
    if unmasking.asked_by_id == account.pk:
        return Denied(_("You asked: somebody else decides."))
    return first_denied(
        holds_role(account, *READERS),
        _is_of_somebody_else(account, unmasking.finding),
        _brought_nothing(account, unmasking.finding),
    )


def may_see_name(account: Account, unmasking: Unmasking, at: datetime) -> Answer:
    """Whoever asked and was granted it, until it ends; and to tell the person by hand."""
    if unmasking.asked_by_id != account.pk:
        return Denied(_("The name is shown to whoever asked for it, and nobody else."))
    if unmasking.is_on(at) or may_tell_by_hand(account, unmasking):
        return Allowed()
    return Denied(_("The name is not shown, or not any longer."))


def may_tell_by_hand(account: Account, unmasking: Unmasking) -> Answer:
    if not unmasking.by_hand or unmasking.told_at is not None:
        return Denied(_("There is nobody to be told by hand."))
    if unmasking.asked_by_id != account.pk:
        return Denied(_("Whoever saw the name tells its person."))
    return holds_role(account, Role.AUDITOR)


def may_read_unmasking(account: Account, unmasking: Unmasking) -> Answer:
    if unmasking.told_at is None or unmasking.by_hand:
        return Denied(_("It is not told yet."))
    return _is_subject(account, unmasking.finding)


def _is_heard(action: Action, finding: Finding) -> Answer:
    if action in _HEARD_BEFORE and finding.mark and finding.reply_due is None:
        return Denied(
            _("Nobody is held to have done wrong unheard: give the right of reply first.")
        )
    return Allowed()


def _is_not_finder(account: Account, action: Action, finding: Finding) -> Answer:
    return _brought_nothing(account, finding) if action in DISPOSES.values() else Allowed()


def _brought_nothing(account: Account, finding: Finding) -> Answer:
    brought = finding.found_by_id == account.pk
    if brought or finding.evidence.filter(added_by=account).exists():
        return Denied(_("You brought the evidence: somebody else decides."))
    return Allowed()


def _is_to_be_heard(action: Action, finding: Finding) -> Answer:
    if action != Action.HEAR:
        return Allowed()
    if not finding.mark:
        return Denied(_("Nobody knows whom it is about."))
    if finding.reply_due is not None:
        return Denied(_("The right of reply was given already."))
    return Allowed()


def _is_in_time(action: Action, finding: Finding, at: datetime) -> Answer:
    if action == Action.REPLY and finding.reply_due is not None and finding.reply_due <= at:
        return Denied(_("The time for a reply is over."))
    return Allowed()


def _is_auditor(account: Account, finding: Finding) -> Answer:
    return first_denied(holds_role(account, Role.AUDITOR), _is_of_somebody_else(account, finding))


def _is_of_somebody_else(account: Account, finding: Finding) -> Answer:
    if is_about(finding, account):
        return Denied(_("Nobody handles a finding about themselves."))
    return Allowed()


def _is_subject(account: Account, finding: Finding) -> Answer:
    if is_about(finding, account):
        return Allowed()
    return Denied(_("Only the person whom it is about does this."))


def _is_clock(account: Account, finding: Finding) -> Answer:
    return Denied(_("This happens by itself when its time has come."))


_HATS: dict[Hat, Callable[[Account, Finding], Answer]] = {
    Hat.AUDITOR: _is_auditor,
    Hat.SUBJECT: _is_subject,
    Hat.CLOCK: _is_clock,
}
