"""A name is shown after two people, for a time; and the person learns of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from audits.findings.actions.pseudonymous import acting_as_subject
from audits.findings.behind import has_account
from audits.findings.choices import Basis, Verdict
from audits.findings.models import Finding, Unmasking
from audits.findings.permissions import (
    mark_of,
    may_ask_for_name,
    may_decide_on_name,
    may_read_unmasking,
    may_tell_by_hand,
)
from policy.personnel.actions import notify
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import require


@transaction.atomic
def ask_for_name(
    *, finding: Finding, basis: Basis, words: str, by: Account, at: datetime
) -> Unmasking:
    """An auditor asks who it is; those who can answer are told. Raises PermissionDenied."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    require(may_ask_for_name(by, finding, at))
    asked = Unmasking.objects.create(
        finding=finding,
        asked_by=by,
        asked_by_mark=mark_of(by, finding),
        asked_at=at,
        basis=basis,
        words=words.strip(),
    )
    text = _("%(who)s asks for the name behind finding %(number)s.") % {
        "who": by.display_name,
        "number": finding.pk,
    }
    for role in (Role.AUDITOR, Role.OVERSIGHT):
        _tell(asked, "asked", text, at=at, role=role)
    return asked


@transaction.atomic
def decide_on_name(
    *, unmasking: Unmasking, granted: bool, reason: str, by: Account, at: datetime
) -> Unmasking:
    """Somebody else grants it for settings.UNMASKED_HOURS, or refuses; decided once."""
    asked = _lock(unmasking)
    require(may_decide_on_name(by, asked))
    asked.answer = Verdict.GRANTED if granted else Verdict.REFUSED
    asked.decided_by, asked.decided_at, asked.decision_reason = by, at, reason.strip()
    asked.decided_by_mark = mark_of(by, asked.finding)
    if granted:
        asked.until = at + timedelta(hours=settings.UNMASKED_HOURS)
        asked.tell_at = asked.until + timedelta(days=asked.finding.rule.tell_after_days)
    asked.save()
    text = _("The name behind finding %(number)s: %(answer)s.") % {
        "number": asked.finding_id,
        "answer": asked.get_answer_display(),
    }
    _tell(asked, "decided", text, at=at, account=asked.asked_by)
    return asked


@transaction.atomic
def tell_the_unmasked(*, at: datetime) -> None:
    """Each person whose name was shown is told when the rule says: on their own page.

    Who has no account is told by hand, by whoever saw the name.
    """
    for waiting in Unmasking.objects.filter(told_at=None, by_hand=False, tell_at__lte=at):
        unmasking = _lock(waiting)
        if unmasking.told_at is not None or unmasking.by_hand:
            continue
        if has_account(unmasking.finding):
            unmasking.told_at, unmasking.told_how = at, _("On their own page.")
        else:
            unmasking.by_hand = True
            text = _("Tell the person behind finding %(number)s that you saw their name.")
            text %= {"number": unmasking.finding_id}
            _tell(unmasking, "by hand", text, at=at, account=unmasking.asked_by)
        unmasking.save()


@transaction.atomic
def tell_by_hand(*, unmasking: Unmasking, how: str, by: Account, at: datetime) -> Unmasking:
    """Whoever saw the name says how the person was told. Raises PermissionDenied."""
    unmasking = _lock(unmasking)
    require(may_tell_by_hand(by, unmasking))
    unmasking.told_at, unmasking.told_by, unmasking.told_how = at, by, how.strip()
    unmasking.save()
    return unmasking


@transaction.atomic
def read_unmasking(*, unmasking: Unmasking, by: Account, at: datetime) -> Unmasking:
    """The person has read that their name was shown. Raises PermissionDenied for anyone else."""
    with acting_as_subject(by):
        unmasking = _lock(unmasking)
        require(may_read_unmasking(by, unmasking))
        unmasking.read_at = unmasking.read_at or at
        unmasking.save(update_fields=["read_at"])
    return unmasking


def _lock(unmasking: Unmasking) -> Unmasking:
    """Locked until the end of the transaction, with what is asked of it."""
    locked = Unmasking.objects.select_for_update(of=("self",))
    return locked.select_related("finding__rule", "finding__subject", "asked_by__person").get(
        pk=unmasking.pk
    )


def _tell(
    unmasking: Unmasking,
    key: str,
    text: str,
    *,
    at: datetime,
    account: Account | None = None,
    role: Role | None = None,
) -> None:
    notify(
        key=f"unmasking {unmasking.pk} {key}",
        text=text,
        at=at,
        account=account,
        role=role,
        link=unmasking.finding.get_absolute_url(),
    )
