"""The search itself: run by one examiner, compared by as many as the policies ask for."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import Denied, require
from policy.policies.actions import record_decision
from policy.policies.choices import Gate, Outcome, Party
from policy.policies.deciding import Demands
from policy.policies.models import Decision
from policy.searches.actions.moving import move, take
from policy.searches.choices import Action, Finding, State
from policy.searches.errors import Incomplete
from policy.searches.facts import facts_at_release, facts_at_run
from policy.searches.models import MAX_CANDIDATES, Lead, Review, Run, SearchRequest
from policy.searches.notices import LEAD_NOTICE
from policy.searches.queries import demands_on, unmet_demands
from policy.systems.models import System


@transaction.atomic
def run(
    *,
    request: SearchRequest,
    by: Account,
    at: datetime,
    attestations: Mapping[str, bool] = MappingProxyType({}),
) -> Decision:
    """Starts the search, if the policies let this operator; else the request stays approved.

    `attestations` holds what the policies demand of an operator, by name.
    """
    taken = take(request, Action.RUN, by=by, at=at)
    decision = record_decision(
        gate=Gate.RUN,
        facts=facts_at_run(taken, by.member, at),
        at=at,
        case_number=taken.case_number,
    )
    permitted = decision.outcome == Outcome.PERMITTED
    if permitted:
        _check_operator(taken, by, demands_on(taken, decision), attestations)
        _start(taken, by, at, attestations)
    to = State.RUNNING if permitted else State.APPROVED
    move(taken, Action.RUN, to=to, actor=by.member, at=at, decision=decision)
    return decision


@transaction.atomic
def record_result(
    *, request: SearchRequest, by: Account, at: datetime, candidates: int, notes: str = ""
) -> Run:
    """Records how many candidates came back; none ends the search without a lead."""
    taken = take(request, Action.RECORD, by=by, at=at)
    if not 0 <= candidates <= MAX_CANDIDATES:
        raise Incomplete(
            {
                "candidates": _("Give a number of candidates from 0 to %(most)s.")
                % {"most": MAX_CANDIDATES}
            }
        )
    search = taken.run
    search.recorded_at, search.candidates, search.notes = at, candidates, notes.strip()
    search.save()
    to = State.IN_REVIEW if candidates else State.NO_LEAD
    move(taken, Action.RECORD, to=to, actor=by.member, at=at, reason=notes)
    return search


@transaction.atomic
def review(
    *,
    request: SearchRequest,
    by: Account,
    at: datetime,
    finding: Finding,
    candidate: str = "",
    notes: str,
) -> Review:
    """One examiner's comparison; each examiner compares once."""
    taken = take(request, Action.REVIEW, by=by, at=at)
    _check_review(finding, candidate, notes)
    made = Review.objects.create(
        run=taken.run,
        examiner=by.member,
        finding=finding,
        candidate=candidate.strip(),
        notes=notes.strip(),
        at=at,
    )
    move(taken, Action.REVIEW, to=State.IN_REVIEW, actor=by.member, at=at)
    return made


@transaction.atomic
def release(*, request: SearchRequest, by: Account, at: datetime) -> Decision:
    """Releases the lead on which all examiners agree, if the policies let it go."""
    taken = take(request, Action.RELEASE, by=by, at=at)
    decision = record_decision(
        gate=Gate.RELEASE,
        facts=facts_at_release(taken, at),
        at=at,
        case_number=taken.case_number,
    )
    permitted = decision.outcome == Outcome.PERMITTED
    if permitted:
        _check_agreement(taken, demands_on(taken, decision).reviewers)
        Lead.objects.create(
            request=taken,
            candidate=taken.run.reviews.all()[0].candidate,
            notice=LEAD_NOTICE,
            released_by=by.member,
            released_at=at,
        )
    to = State.LEAD_RELEASED if permitted else State.IN_REVIEW
    move(taken, Action.RELEASE, to=to, actor=by.member, at=at, decision=decision)
    return decision


@transaction.atomic
def conclude(
    *, request: SearchRequest, by: Account, at: datetime, notes: str = ""
) -> SearchRequest:
    """Ends the review without a lead."""
    taken = take(request, Action.CONCLUDE, by=by, at=at)
    move(taken, Action.CONCLUDE, to=State.NO_LEAD, actor=by.member, at=at, reason=notes)
    return taken


def _start(
    request: SearchRequest, by: Account, at: datetime, attestations: Mapping[str, bool]
) -> None:
    """Notes the algorithm as it is now: a later version of the system is another one."""
    system = cast(System, request.system)  # nothing is approved without a system
    Run.objects.create(
        request=request,
        operator=by.member,
        system=system,
        attestations=dict(attestations),
        algorithm=f"{system.algorithm} {system.algorithm_version}".strip(),
        started_at=at,
    )


def _check_operator(
    request: SearchRequest, by: Account, demands: Demands, attestations: Mapping[str, bool]
) -> None:
    approved_it = request.approvals.filter(version=request.version, approver=by.member).exists()
    if Party.OPERATOR in demands.independent_of and approved_it:
        require(Denied(_("The policy asks for an operator who did not approve the request.")))
    errors = unmet_demands(demands, attestations, by=Party.OPERATOR)
    if errors:
        raise Incomplete(errors)


def _check_review(finding: Finding, candidate: str, notes: str) -> None:
    errors = {}
    if finding == Finding.LEAD and not candidate.strip():
        errors["candidate"] = _("Name the candidate that is the lead.")
    if finding != Finding.LEAD and candidate.strip():
        errors["candidate"] = _("Name a candidate only where one is a lead.")
    if not notes.strip():
        errors["notes"] = _("Give the grounds of the finding.")
    if errors:
        raise Incomplete(errors)


def _check_agreement(request: SearchRequest, needed: int) -> None:
    reviews = list(request.run.reviews.all())
    if len(reviews) < needed:
        raise Incomplete(
            {
                "review": _(
                    "The policy asks for %(needed)s reviewing examiners; %(made)s reviewed."
                )
                % {"needed": needed, "made": len(reviews)}
            }
        )
    if {(made.finding, made.candidate) for made in reviews} != {
        (Finding.LEAD, reviews[0].candidate)
    }:
        raise Incomplete(
            {"review": _("The examiners do not agree on one lead, so none can be released.")}
        )
