"""Who may ask for the name behind a finding, decide on it, see it, and tell its person."""

from datetime import datetime

from django.utils.translation import gettext as _

from audits.findings.choices import Verdict
from audits.findings.models import Finding, Unmasking
from audits.findings.permissions.people import (
    READERS,
    brought_nothing,
    is_auditor,
    is_of_somebody_else,
    is_subject,
)
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, holds_role


def may_ask_for_name(account: Account, finding: Finding, at: datetime) -> Answer:
    if not finding.mark:
        return Denied(_("Nobody knows whom it is about."))
    own = finding.unmaskings.filter(asked_by=account)
    if own.filter(answer=Verdict.OPEN).exists():
        return Denied(_("You asked already; somebody else has to decide."))
    if own.filter(until__gt=at).exists():
        return Denied(_("The name is shown to you already."))
    return is_auditor(account, finding)


def may_decide_on_name(account: Account, unmasking: Unmasking) -> Answer:
    if unmasking.answer != Verdict.OPEN:
        return Denied(_("It is decided already."))
    if unmasking.asked_by_id == account.pk:
        return Denied(_("You asked: somebody else decides."))
    return first_denied(
        holds_role(account, *READERS),
        is_of_somebody_else(account, unmasking.finding),
        brought_nothing(account, unmasking.finding),
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
    return is_subject(account, unmasking.finding)
