"""What auditors do with a finding."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.actions.moving import close, move, take
from audits.findings.behind import has_account
from audits.findings.choices import Action, State
from audits.findings.lifecycle import DISPOSES
from audits.findings.models import Finding
from audits.findings.permissions import may_be_handed
from policy.personnel.models import Account
from policy.personnel.permissions import Allowed, Answer, Denied, require


@transaction.atomic
def review(*, finding: Finding, by: Account, at: datetime) -> Finding:
    """An auditor begins the review, and is its owner from then on."""
    finding = take(finding, Action.REVIEW, by=by, at=at)
    return move(finding, Action.REVIEW, to=State.UNDER_REVIEW, at=at, by=by, owner=by)


@transaction.atomic
def hand_over(*, finding: Finding, to: Account, reason: str, by: Account, at: datetime) -> Finding:
    """An auditor gives the review to another, or takes it."""
    finding = take(finding, Action.HAND_OVER, by=by, at=at)
    require(may_be_handed(to, finding))
    return move(
        finding, Action.HAND_OVER, to=State.UNDER_REVIEW, at=at, by=by, why=reason, owner=to
    )


@transaction.atomic
def give_reply(*, finding: Finding, by: Account, at: datetime, how: str = "") -> Finding:
    """The person whom it is about may read it from now on, and reply for as long as the rule says.

    Nobody is told by a notice that is kept, which would name them: their own page tells them. Who
    has no account is told by hand, and `how` says so; without it PermissionDenied is raised.
    """
    finding = take(finding, Action.HEAR, by=by, at=at)
    require(is_told_of_hearing(finding, how))
    due = finding.rule.reply_due(at)
    return move(finding, Action.HEAR, to=State.RIGHT_OF_REPLY, at=at, by=by, why=how, reply_due=due)


def is_told_of_hearing(finding: Finding, how: str) -> Answer:
    if how.strip() or has_account(finding):
        return Allowed()
    return Denied(_("The person has no account: tell them by hand, and say how."))


@transaction.atomic
def close_finding(
    *, finding: Finding, disposition: State, reason: str, by: Account, at: datetime
) -> Finding:
    """An auditor says what became of it: sustained, not sustained, explained or referred.

    Raises PermissionDenied for anyone else, for who found it and for whom it is about, and where
    somebody would be held to have done wrong unheard; Conflict where it is closed already.
    """
    action = DISPOSES[disposition]
    finding = take(finding, action, by=by, at=at)
    return close(finding, action, to=disposition, at=at, reason=reason, by=by)
