"""Search requests with chosen times and outcomes, stored row by row, past every trigger."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from policy.personnel.choices import Role
from policy.personnel.models import Person
from policy.policies.choices import Gate, Offense, Outcome, Purpose
from policy.policies.models import Decision, Reason, Rule, Version
from policy.searches.choices import Action, Disposition, Finding, State, Verdict
from policy.searches.editing import kept_content
from policy.searches.models import (
    Approval,
    Closing,
    ContentVersion,
    Lead,
    Review,
    Run,
    SearchRequest,
    Step,
)
from tests.factories.personnel import AccountFactory, CertificateFactory, PersonFactory, UnitFactory
from tests.factories.systems import SystemFactory

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

_numbers = count(1)


def requester(**fields: Any) -> Person:
    return PersonFactory(supervisor=someone(Role.SUPERVISOR), **fields)


def someone(role: Role, supervisor: Person | None = None) -> Person:
    """A person whose account has this role, and who is trained for it."""
    person: Person = AccountFactory(roles=[role], person__supervisor=supervisor).person
    if role == Role.EXAMINER:
        CertificateFactory(person=person, for_examiners=True)
    return person


def draft(at: datetime, **fields: Any) -> SearchRequest:
    person = fields.pop("requester", None) or requester()
    defaults = {
        "unit": person.unit,
        "offense": Offense.ROBBERY,
        "purpose": Purpose.IDENTIFY_SUSPECT,
    }
    request = SearchRequest(
        requester=person, created_at=at, state_at=at, agency_is_outside=False, **defaults | fields
    )
    if request.system is None:
        request.system = SystemFactory()
    request.save()
    return request


@transaction.atomic
def move(
    request: SearchRequest,
    action: Action,
    state: State,
    at: datetime,
    decision: Decision | None = None,
    actor: Person | None = None,
) -> SearchRequest:
    Step.objects.create(
        request=request,
        action=action,
        before=request.state,
        after=state,
        actor=None if action == Action.EXPIRE else actor or request.requester,
        at=at,
        version=request.version,
        decision=decision,
    )
    if state != request.state:
        request.state, request.state_at = state, at
        request.save()
    return request


def submit(
    request: SearchRequest,
    at: datetime,
    to: State = State.IN_APPROVAL,
    decision: Decision | None = None,
) -> SearchRequest:
    request.version += 1
    if request.number is None:
        request.number, request.submitted_at = f"R-{next(_numbers):05}", at
    ContentVersion.objects.create(
        request=request, number=request.version, content=kept_content(request), created_at=at
    )
    decision = decision or decided(at, Gate.SUBMIT, Outcome.PERMITTED)
    return move(request, Action.SUBMIT, to, at, decision)


def submitted(at: datetime, **fields: Any) -> SearchRequest:
    """A request in approval, submitted at `at`."""
    return submit(draft(at, **fields), at)


def refused(at: datetime, *rules: Rule | None, **fields: Any) -> SearchRequest:
    """A request that the policies refused by `rules`, where None stands for their silence."""
    decision = refusal(at, Gate.SUBMIT, *rules)
    return submit(draft(at, **fields), at, State.REFUSED, decision)


def refusal(at: datetime, gate: Gate, *rules: Rule | None) -> Decision:
    versions = {rule.version_id for rule in rules if rule}
    decision = decided(
        at,
        gate,
        Outcome.REFUSED,
        *Version.objects.filter(pk__in=versions),
        reason_count=len(rules),
    )
    for position, rule in enumerate(rules, 1):
        effect = rule.effect if rule else "silence"
        Reason.objects.create(
            decision=decision, position=position, rule=rule, effect=effect, text="Because."
        )
    return decision


def decided(
    at: datetime, gate: Gate, outcome: Outcome, *versions: Version, reason_count: int = 0
) -> Decision:
    decision = Decision.objects.create(
        gate=gate, outcome=outcome, made_at=at, facts={}, reason_count=reason_count
    )
    decision.versions.set(versions)
    return decision


def say(request: SearchRequest, at: datetime, verdict: Verdict) -> None:
    Approval.objects.create(
        request=request,
        version=request.version,
        approver=above(request),
        verdict=verdict,
        reason="Because.",
        at=at,
    )


def approve(request: SearchRequest, at: datetime) -> SearchRequest:
    say(request, at, Verdict.APPROVED)
    request.approved_until = at + timedelta(days=3)
    decision = decided(at, Gate.APPROVE, Outcome.PERMITTED)
    return move(request, Action.APPROVE, State.APPROVED, at, decision, above(request))


def deny(request: SearchRequest, at: datetime) -> SearchRequest:
    say(request, at, Verdict.DENIED)
    return move(request, Action.DENY, State.DENIED, at, actor=above(request))


def give_back(request: SearchRequest, at: datetime) -> SearchRequest:
    say(request, at, Verdict.RETURNED)
    return move(request, Action.RETURN, State.RETURNED, at, actor=above(request))


def above(request: SearchRequest) -> Person:
    supervisor = request.requester.supervisor
    assert supervisor is not None
    return supervisor


def reopen(request: SearchRequest, at: datetime) -> SearchRequest:
    request.approved_until = None
    return move(request, Action.REOPEN, State.DRAFT, at)


def withdraw(request: SearchRequest, at: datetime) -> SearchRequest:
    return move(request, Action.WITHDRAW, State.WITHDRAWN, at)


def revoke(request: SearchRequest, at: datetime) -> SearchRequest:
    return move(request, Action.REVOKE, State.REVOKED, at, actor=above(request))


def expire(request: SearchRequest, at: datetime) -> SearchRequest:
    over = max(at, request.approved_until or at)
    return move(request, Action.EXPIRE, State.EXPIRED, over)


def run(request: SearchRequest, at: datetime) -> SearchRequest:
    operator = someone(Role.EXAMINER)
    Run.objects.create(request=request, operator=operator, system=request.system, started_at=at)
    decision = decided(at, Gate.RUN, Outcome.PERMITTED)
    return move(request, Action.RUN, State.RUNNING, at, decision, operator)


def record(request: SearchRequest, at: datetime, candidates: int = 5) -> SearchRequest:
    search = request.run
    search.recorded_at, search.candidates = at, candidates
    search.save()
    to = State.IN_REVIEW if candidates else State.NO_LEAD
    return move(request, Action.RECORD, to, at, actor=search.operator)


def review(request: SearchRequest, at: datetime, finding: Finding = Finding.LEAD) -> SearchRequest:
    Review.objects.create(
        run=request.run,
        examiner=someone(Role.EXAMINER),
        finding=finding,
        candidate="BK-1" if finding == Finding.LEAD else "",
        notes="Compared.",
        at=at,
    )
    return request


def release(request: SearchRequest, at: datetime) -> SearchRequest:
    review(request, at)
    examiner = someone(Role.EXAMINER)
    Lead.objects.create(
        request=request,
        candidate="BK-1",
        notice="A lead is not an identification.",
        released_by=examiner,
        released_at=at,
    )
    decision = decided(at, Gate.RELEASE, Outcome.PERMITTED)
    return move(request, Action.RELEASE, State.LEAD_RELEASED, at, decision, examiner)


def conclude(request: SearchRequest, at: datetime) -> SearchRequest:
    review(request, at, Finding.NO_LEAD)
    examiner = request.run.reviews.latest("pk").examiner
    return move(request, Action.CONCLUDE, State.NO_LEAD, at, actor=examiner)


def close(
    request: SearchRequest,
    at: datetime,
    disposition: Disposition = Disposition.NO_FURTHER_ACTION,
) -> SearchRequest:
    Closing.objects.create(
        request=request, disposition=disposition, closed_by=request.requester, closed_at=at
    )
    return move(request, Action.CLOSE, State.CLOSED, at)


Way = tuple[Callable[[SearchRequest, datetime], SearchRequest], ...]

SEARCHED: Way = (approve, run, record)

# From a submitted request to each of its outcomes, by the name that the report gives it.
WAYS: dict[str, Way] = {
    "in_approval": (),
    "returned": (give_back,),
    "reopened": (reopen,),
    "denied": (deny,),
    "withdrawn": (withdraw,),
    "approved": (approve,),
    "revoked": (approve, revoke),
    "expired": (approve, expire),
    "under_way": SEARCHED,
    "no_lead": (*SEARCHED, conclude),
    "lead_released": (*SEARCHED, release),
    "closed_without_lead": (*SEARCHED, conclude, close),
    "closed_with_lead": (*SEARCHED, release, close),
}


def request_that_became(outcome: str, at: datetime, **fields: Any) -> SearchRequest:
    """A request submitted at `at` that came to `outcome` in steps of an hour."""
    if outcome == "refused":
        return refused(at, None, **fields)
    request = submitted(at, **fields)
    for steps, step in enumerate(WAYS[outcome], 1):
        step(request, at + steps * HOUR)
    return request


def unit(code: str, parent: Any = None, **fields: Any) -> Any:
    return UnitFactory(code=code, parent=parent, **fields)
