"""How a request ends other than by its result, and how it is closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.searches.actions.approving import need_reason
from policy.searches.actions.moving import lock, move, take
from policy.searches.choices import OF_A_LEAD, Action, Disposition, State
from policy.searches.errors import Incomplete
from policy.searches.models import Closing, SearchRequest


@transaction.atomic
def reopen(*, request: SearchRequest, by: Account, at: datetime, reason: str) -> SearchRequest:
    """Makes the request a draft again; what was approved is approved no longer."""
    taken = take(request, Action.REOPEN, by=by, at=at)
    need_reason(reason)
    taken.approved_until = None
    move(taken, Action.REOPEN, to=State.DRAFT, actor=by.member, at=at, reason=reason)
    return taken


@transaction.atomic
def withdraw(
    *, request: SearchRequest, by: Account, at: datetime, reason: str = ""
) -> SearchRequest:
    """Ends the request; what was written since it was last submitted goes with it."""
    taken = take(request, Action.WITHDRAW, by=by, at=at)
    taken.edits = None
    move(taken, Action.WITHDRAW, to=State.WITHDRAWN, actor=by.member, at=at, reason=reason)
    return taken


@transaction.atomic
def close(
    *,
    request: SearchRequest,
    by: Account,
    at: datetime,
    disposition: Disposition,
    notes: str = "",
) -> Closing:
    """Records what became of it."""
    taken = take(request, Action.CLOSE, by=by, at=at)
    _check_disposition(taken, disposition)
    closing = Closing.objects.create(
        request=taken,
        disposition=disposition,
        notes=notes.strip(),
        closed_by=by.member,
        closed_at=at,
    )
    move(taken, Action.CLOSE, to=State.CLOSED, actor=by.member, at=at, reason=notes)
    return closing


def _check_disposition(request: SearchRequest, disposition: Disposition) -> None:
    if disposition in OF_A_LEAD and request.state != State.LEAD_RELEASED:
        words = {"disposition": Disposition(disposition).label}
        message = _("There was no lead, so this cannot be its disposition: %(disposition)s.")
        raise Incomplete({"disposition": message % words})


def expire_approvals(*, at: datetime) -> int:
    """Ends every approval whose time is over; the number of them. Safe to run twice."""
    overdue = SearchRequest.objects.filter(state=State.APPROVED, approved_until__lte=at)
    return sum(_expire(request, at) for request in overdue.only("pk"))


@transaction.atomic
def _expire(request: SearchRequest, at: datetime) -> bool:
    locked = lock(request)
    over = locked.approved_until is not None and locked.approved_until <= at
    if locked.state != State.APPROVED or not over:
        return False
    move(locked, Action.EXPIRE, to=State.EXPIRED, actor=None, at=at)
    return True
