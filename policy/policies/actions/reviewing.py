"""Between a draft and its publication: named reviewers look at the text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.actions import notify
from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.actions.moving import take
from policy.policies.actions.proving import refuse_unless_sound
from policy.policies.choices import ReviewVerdict, VersionState
from policy.policies.lifecycle import Action
from policy.policies.models import Version
from policy.policies.packs import digest_of
from policy.policies.permissions import counts, is_named
from policy.policies.queries import pack_of, possible_reviewers, review_of


@transaction.atomic
def send_to_review(
    *, version: Version, by: Account, at: datetime, reviewers: Sequence[Account], quorum: int = 1
) -> Version:
    """From here on the text is fixed, until it is returned.

    It is approved when `quorum` of the `reviewers` approve and none objects. Raises
    ValidationError for reviewers that cannot be, a quorum that they cannot reach, and with the
    list of errors and of assurances that fail.
    """
    taken = take(version, Action.SEND_TO_REVIEW, by=by)
    named = list(dict.fromkeys(reviewers))
    _check_reviewers(taken, named, quorum)
    refuse_unless_sound(taken, at=at)
    taken.state, taken.submitted_at = VersionState.IN_REVIEW, at
    taken.quorum, taken.review_round = quorum, taken.review_round + 1
    taken.digest = digest_of(pack_of(taken))
    taken.save()
    for account in named:
        taken.reviewers.create(account=account, round=taken.review_round, asked_at=at)
        _tell(account, taken, "asked", at, _("%s waits for your review.") % taken)
    return taken


@transaction.atomic
def return_to_draft(*, version: Version, by: Account) -> Version:
    """Makes the text changeable again; what was approved is approved no longer."""
    taken = take(version, Action.RETURN, by=by)
    taken.state, taken.submitted_at = VersionState.DRAFT, None
    taken.approved_by = taken.approved_at = None
    taken.save()
    return taken


@transaction.atomic
def approve(*, version: Version, by: Account, at: datetime) -> Version:
    """A reviewer agrees; with the last approval of the quorum the version is approved."""
    taken = take(version, Action.APPROVE, by=by)
    require(is_named(by, Action.APPROVE, taken))
    _decide(taken, by, ReviewVerdict.APPROVED, decided_at=at)
    return _settle_review(taken, at, by)


@transaction.atomic
def object_to(*, version: Version, by: Account, at: datetime, reason: str) -> Version:
    """A reviewer objects, and the version is not approved until they take it back."""
    taken = take(version, Action.OBJECT, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    require(is_named(by, Action.OBJECT, taken))
    _decide(taken, by, ReviewVerdict.OBJECTED, decided_at=at, reason=reason.strip())
    words = {"who": by.display_name, "version": taken, "reason": reason.strip()}
    said = _("%(who)s objects to %(version)s: %(reason)s") % words
    _tell(taken.author, taken, f"objection-{by.pk}-{at.isoformat()}", at, said)
    return taken


@transaction.atomic
def take_back_objection(*, version: Version, by: Account, at: datetime) -> Version:
    """A reviewer objects no longer. Where the quorum was reached without them, that is approval."""
    taken = take(version, Action.TAKE_BACK, by=by)
    require(is_named(by, Action.TAKE_BACK, taken))
    _decide(taken, by, ReviewVerdict.PENDING, decided_at=None, digest="")
    return _settle_review(taken, at)


def _check_reviewers(version: Version, named: Sequence[Account], quorum: int) -> None:
    if not named:
        raise ValidationError({"reviewers": _("Name at least one reviewer.")})
    possible = set(possible_reviewers(version).filter(pk__in=[account.pk for account in named]))
    for account in named:
        if account not in possible or not counts(account, version):
            message = _("%s cannot review this version.") % account.display_name
            raise ValidationError({"reviewers": message})
    if not 1 <= quorum <= len(named):
        message = _("Expected from 1 to %(most)s, the number of reviewers, not %(quorum)s.")
        raise ValidationError({"quorum": message % {"most": len(named), "quorum": quorum}})


def _decide(version: Version, by: Account, verdict: ReviewVerdict, **said: Any) -> None:
    decided = {"verdict": verdict, "reason": "", "digest": version.digest} | said
    version.reviewers.filter(round=version.review_round, account=by).update(**decided)


def _settle_review(version: Version, at: datetime, by: Account | None = None) -> Version:
    """Approves the version where nothing is missing; `by` completes the quorum by an approval."""
    review = review_of(version)
    if not review.is_settled:
        return version
    version.state = VersionState.APPROVED
    version.approved_by, version.approved_at = by or review.last_approving, at
    version.save()
    said = _("%s is approved. It is not in force before it is published.") % version
    _tell(version.author, version, "approved", at, said)
    return version


def _tell(account: Account, version: Version, what: str, at: datetime, text: str) -> None:
    notify(
        key=f"version-{version.pk}-{version.review_round}-{what}",
        text=text,
        link=version.get_absolute_url(),
        account=account,
        at=at,
    )
