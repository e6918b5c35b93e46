"""What supervisors say of a request; the database repeats who may."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policy.lists.choices import ListName
from policy.lists.queries import current, words_of
from policy.personnel.models import Account, Person
from policy.personnel.permissions import Allowed, Answer, Denied, first_denied, require
from policy.policies.actions import record_decision
from policy.policies.choices import Gate, Outcome, Party
from policy.policies.deciding import Demands
from policy.policies.models import Decision
from policy.searches.actions.moving import move, same_version, take
from policy.searches.choices import Action, State, Verdict
from policy.searches.errors import Incomplete
from policy.searches.facts import facts_at_approval
from policy.searches.lifecycle import APPROVAL_HOURS
from policy.searches.models import Approval, SearchRequest
from policy.searches.queries import demands_on, unmet_demands


@transaction.atomic
def approve(
    *,
    request: SearchRequest,
    by: Account,
    at: datetime,
    version: int,
    reason: str = "",
    attestations: Mapping[str, bool] = MappingProxyType({}),
) -> Decision:
    """Approves the version that was read, if the policies let this approver.

    `attestations` holds what the policies demand of an approver, by name. The request is approved
    with the last approval that they demand. Where they refuse, the decision is kept and the
    request stays in approval.
    """
    taken = take(request, Action.APPROVE, by=by, at=at)
    same_version(taken, version)
    decision = record_decision(
        gate=Gate.APPROVE,
        facts=facts_at_approval(taken, by.member, at),
        at=at,
        case_number=taken.case_number,
    )
    to = State.IN_APPROVAL
    if decision.outcome == Outcome.PERMITTED:
        demands = demands_on(taken, decision)
        require(first_denied(outranks(by.member, demands), is_in_time(taken, demands, at)))
        _check_attested(demands, attestations)
        _say(
            taken,
            Verdict.APPROVED,
            by=by,
            at=at,
            reason=reason,
            attestations=dict(attestations),
        )
        if _approvals(taken) >= demands.approvals:
            to = State.APPROVED
            taken.approved_until = at + timedelta(hours=demands.expiry_hours or APPROVAL_HOURS)
    move(taken, Action.APPROVE, to=to, actor=by.member, at=at, reason=reason, decision=decision)
    return decision


@transaction.atomic
def deny(
    *, request: SearchRequest, by: Account, at: datetime, version: int, reason: str
) -> SearchRequest:
    """Denies the request for good, with the reason."""
    taken = take(request, Action.DENY, by=by, at=at)
    _turn_down(taken, Verdict.DENIED, by=by, at=at, version=version, reason=reason)
    move(taken, Action.DENY, to=State.DENIED, actor=by.member, at=at, reason=reason)
    return taken


@transaction.atomic
def return_to_requester(
    *, request: SearchRequest, by: Account, at: datetime, version: int, reason: str
) -> SearchRequest:
    """Sends the request back to be mended and submitted again."""
    taken = take(request, Action.RETURN, by=by, at=at)
    _turn_down(taken, Verdict.RETURNED, by=by, at=at, version=version, reason=reason)
    move(taken, Action.RETURN, to=State.RETURNED, actor=by.member, at=at, reason=reason)
    return taken


@transaction.atomic
def revoke(*, request: SearchRequest, by: Account, at: datetime, reason: str) -> SearchRequest:
    """Takes an approval back before the search was run."""
    taken = take(request, Action.REVOKE, by=by, at=at)
    need_reason(reason)
    move(taken, Action.REVOKE, to=State.REVOKED, actor=by.member, at=at, reason=reason)
    return taken


def need_reason(reason: str) -> None:
    if not reason.strip():
        raise Incomplete({"reason": _("Give the reason.")})


def outranks(approver: Person, demands: Demands) -> Answer:
    """Has the approver the rank that the policies ask of an approver?"""
    lowest = demands.approver_rank
    grades = current().codes(ListName.GRADE)
    if not lowest or grades.index(approver.rank.grade) >= grades.index(lowest):
        return Allowed()
    return Denied(
        _("The policy asks for an approver of at least the rank of %(rank)s.")
        % {"rank": words_of(ListName.GRADE, lowest)}
    )


def is_in_time(request: SearchRequest, demands: Demands, at: datetime) -> Answer:
    """Is the approval given within the hours that the policies set from the submission?"""
    hours = demands.approve_within_hours
    submission = request.steps.filter(action=Action.SUBMIT).last()
    if hours is None or submission is None or at <= submission.at + timedelta(hours=hours):
        return Allowed()
    return Denied(
        _("The policy asks for approval within %(hours)s hours of the submission. Return it.")
        % {"hours": hours}
    )


def _turn_down(
    request: SearchRequest,
    verdict: Verdict,
    *,
    by: Account,
    at: datetime,
    version: int,
    reason: str,
) -> None:
    same_version(request, version)
    need_reason(reason)
    _say(request, verdict, by=by, at=at, reason=reason)


def _check_attested(demands: Demands, attestations: Mapping[str, bool]) -> None:
    errors = unmet_demands(demands, attestations, by=Party.APPROVER)
    if errors:
        raise Incomplete(errors)


def _say(
    request: SearchRequest,
    verdict: Verdict,
    *,
    by: Account,
    at: datetime,
    reason: str,
    **more: Any,
) -> None:
    Approval.objects.create(
        request=request,
        version=request.version,
        approver=by.member,
        verdict=verdict,
        reason=reason.strip(),
        at=at,
        **more,
    )


def _approvals(request: SearchRequest) -> int:
    return request.approvals.filter(version=request.version, verdict=Verdict.APPROVED).count()
