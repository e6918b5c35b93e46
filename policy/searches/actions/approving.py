"""What supervisors say of a request; the database repeats who may."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.choices import Grade
from policy.personnel.models import Account, Person
from policy.personnel.permissions import Allowed, Answer, Denied, require
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import Demands
from policy.policies.models import Decision
from policy.searches.actions.moving import decide, move, same_version, take
from policy.searches.choices import Action, State, Verdict
from policy.searches.errors import Incomplete
from policy.searches.facts import facts_at_approval
from policy.searches.models import Approval, SearchRequest
from policy.searches.queries import demands_on

# How long an approval holds where no policy in force says otherwise.
APPROVAL_HOURS = 72


@transaction.atomic
def approve(
    *, request: SearchRequest, by: Account, at: datetime, version: int, reason: str = ""
) -> Decision:
    """Approves the version that was read, if the policies let this approver.

    The request is approved with the last approval that they demand. Where they refuse, the
    decision is kept and the request stays in approval.
    """
    taken = take(request, Action.APPROVE, by=by, at=at)
    same_version(taken, version)
    decision = decide(Gate.APPROVE, facts_at_approval(taken, by.person, at), at)
    if decision.outcome != Outcome.PERMITTED:
        _keep(taken, Action.APPROVE, State.IN_APPROVAL, by, at, reason, decision)
        return decision
    demands = demands_on(taken, decision)
    require(outranks(by.person, demands))
    require(has_not_spoken(by.person, taken))
    _say(taken, by.person, Verdict.APPROVED, at, reason)
    if _approvals(taken) < demands.approvals:
        _keep(taken, Action.APPROVE, State.IN_APPROVAL, by, at, reason, decision)
        return decision
    taken.approved_until = at + timedelta(hours=demands.expiry_hours or APPROVAL_HOURS)
    _keep(taken, Action.APPROVE, State.APPROVED, by, at, reason, decision)
    return decision


@transaction.atomic
def deny(
    *, request: SearchRequest, by: Account, at: datetime, version: int, reason: str
) -> SearchRequest:
    """Denies the request for good, with the reason."""
    return _turn_down(
        request, Action.DENY, Verdict.DENIED, State.DENIED, by, at, version, reason
    )


@transaction.atomic
def return_to_requester(
    *, request: SearchRequest, by: Account, at: datetime, version: int, reason: str
) -> SearchRequest:
    """Sends the request back to be mended and submitted again."""
    return _turn_down(
        request, Action.RETURN, Verdict.RETURNED, State.RETURNED, by, at, version, reason
    )


@transaction.atomic
def revoke(*, request: SearchRequest, by: Account, at: datetime, reason: str) -> SearchRequest:
    """Takes an approval back before the search was run."""
    taken = take(request, Action.REVOKE, by=by, at=at)
    need_reason(reason)
    move(taken, Action.REVOKE, to=State.REVOKED, actor=by.person, at=at, reason=reason)
    return taken


def need_reason(reason: str) -> None:
    if not reason.strip():
        raise Incomplete({"reason": _("Give the reason.")})


def outranks(approver: Person, demands: Demands) -> Answer:
    """Has the approver the rank that the policies ask of an approver?"""
    lowest = demands.approver_rank
    grades = Grade.values
    if not lowest or grades.index(approver.rank.grade) >= grades.index(lowest):
        return Allowed()
    return Denied(
        _("The policy asks for an approver of at least the rank of %(rank)s.")
        % {"rank": Grade(lowest).label}
    )


def has_not_spoken(approver: Person, request: SearchRequest) -> Answer:
    if request.approvals.filter(version=request.version, approver=approver).exists():
        return Denied(_("You have approved this version; it waits for another supervisor."))
    return Allowed()


def _turn_down(
    request: SearchRequest,
    action: Action,
    verdict: Verdict,
    to: State,
    by: Account,
    at: datetime,
    version: int,
    reason: str,
) -> SearchRequest:
    taken = take(request, action, by=by, at=at)
    same_version(taken, version)
    need_reason(reason)
    require(has_not_spoken(by.person, taken))
    _say(taken, by.person, verdict, at, reason)
    move(taken, action, to=to, actor=by.person, at=at, reason=reason)
    return taken


def _say(
    request: SearchRequest, approver: Person, verdict: Verdict, at: datetime, reason: str
) -> None:
    Approval.objects.create(
        request=request,
        version=request.version,
        approver=approver,
        verdict=verdict,
        reason=reason.strip(),
        at=at,
    )


def _approvals(request: SearchRequest) -> int:
    return request.approvals.filter(version=request.version, verdict=Verdict.APPROVED).count()


def _keep(
    request: SearchRequest,
    action: Action,
    to: State,
    by: Account,
    at: datetime,
    reason: str,
    decision: Decision,
) -> None:
    move(request, action, to=to, actor=by.person, at=at, reason=reason, decision=decision)
