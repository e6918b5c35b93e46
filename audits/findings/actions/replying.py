"""What the person whom a finding is about says to it; the trail does not learn who that is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.actions.moving import lock, move, take
from audits.findings.actions.pseudonymous import acting_as_subject
from audits.findings.choices import Action, State
from audits.findings.models import Finding, Reply
from audits.findings.pseudonyms import seal
from policy.personnel.actions import notify
from policy.personnel.models import Account


@transaction.atomic
def reply(*, finding: Finding, words: str, is_last: bool, by: Account, at: datetime) -> Finding:
    """The person replies, as often as they like until their time is over, or they say it is.

    Raises PermissionDenied for anyone else and afterward, and Conflict where they need not reply
    any longer.
    """
    with acting_as_subject(by):
        finding = take(finding, Action.REPLY, by=by, at=at)
        given = Reply.objects.create(finding=finding, sealed=seal(words.strip()), at=at)
        to = State.UNDER_REVIEW if is_last else State.RIGHT_OF_REPLY
        move(finding, Action.REPLY, to=to, at=at, by_mark=finding.mark)
        text = _("A reply was given to finding %(number)s.") % {"number": finding.pk}
        _tell_owner(finding, text, key=f"reply {given.pk}", at=at)
    return finding


@transaction.atomic
def take_down_reply(
    *, finding: Finding, words: str, how: str, is_last: bool, by: Account, at: datetime
) -> Finding:
    """An auditor writes down what somebody without an account says, and how they said it.

    Raises PermissionDenied where the person has an account, as they reply on their own page, and
    after the time for it; Conflict where they need not reply any longer.
    """
    finding = take(finding, Action.TAKE_DOWN, by=by, at=at)
    Reply.objects.create(finding=finding, sealed=seal(words.strip()), at=at)
    to = State.UNDER_REVIEW if is_last else State.RIGHT_OF_REPLY
    return move(finding, Action.TAKE_DOWN, to=to, at=at, by=by, why=how)


@transaction.atomic
def end_hearings(*, at: datetime) -> None:
    """The clock ends each time for a reply that is over."""
    for finding in Finding.objects.filter(state=State.RIGHT_OF_REPLY, reply_due__lte=at):
        locked = lock(finding)
        if locked.state == State.RIGHT_OF_REPLY:
            move(locked, Action.END_HEARING, to=State.UNDER_REVIEW, at=at)
            text = _("The time for a reply to finding %(number)s is over.")
            _tell_owner(locked, text % {"number": locked.pk}, key="time over", at=at)


def _tell_owner(finding: Finding, text: str, *, key: str, at: datetime) -> None:
    notify(
        key=f"finding {finding.pk} {key}",
        text=text,
        at=at,
        account=finding.owner,
        link=finding.get_absolute_url(),
    )
