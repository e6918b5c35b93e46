"""The life of a search request: the one table that code, trigger, tests and docs read."""

from dataclasses import dataclass

from policy.policies.choices import Gate
from policy.searches.choices import Action, Hat, State


@dataclass(frozen=True)
class Transition:
    """`action` moves a request from any of `before` to one of `after`.

    More than one `after` means that a decision at `gate` chooses, or that more of the same is
    needed (a second approval, a second examiner).
    """

    action: Action
    before: frozenset[State]
    after: frozenset[State]
    hats: frozenset[Hat]
    gate: Gate | None = None


def _row(
    action: Action,
    before: set[State],
    after: set[State],
    hats: set[Hat],
    gate: Gate | None = None,
) -> Transition:
    return Transition(action, frozenset(before), frozenset(after), frozenset(hats), gate)


S, A, H = State, Action, Hat

TRANSITIONS: tuple[Transition, ...] = (
    _row(A.SUBMIT, {S.DRAFT, S.RETURNED}, {S.IN_APPROVAL, S.REFUSED}, {H.REQUESTER}, Gate.SUBMIT),
    _row(A.APPROVE, {S.IN_APPROVAL}, {S.APPROVED, S.IN_APPROVAL}, {H.SUPERVISOR}, Gate.APPROVE),
    _row(A.DENY, {S.IN_APPROVAL}, {S.DENIED}, {H.SUPERVISOR}),
    _row(A.RETURN, {S.IN_APPROVAL}, {S.RETURNED}, {H.SUPERVISOR}),
    _row(A.REOPEN, {S.IN_APPROVAL, S.APPROVED}, {S.DRAFT}, {H.REQUESTER}),
    _row(
        A.WITHDRAW,
        {S.DRAFT, S.RETURNED, S.IN_APPROVAL, S.APPROVED},
        {S.WITHDRAWN},
        {H.REQUESTER},
    ),
    _row(A.REVOKE, {S.APPROVED}, {S.REVOKED}, {H.SUPERVISOR}),
    _row(A.EXPIRE, {S.APPROVED}, {S.EXPIRED}, {H.CLOCK}),
    _row(A.RUN, {S.APPROVED}, {S.RUNNING, S.APPROVED}, {H.EXAMINER}, Gate.RUN),
    _row(A.RECORD, {S.RUNNING}, {S.IN_REVIEW, S.NO_LEAD}, {H.EXAMINER}),
    _row(A.REVIEW, {S.IN_REVIEW}, {S.IN_REVIEW}, {H.EXAMINER}),
    _row(A.RELEASE, {S.IN_REVIEW}, {S.LEAD_RELEASED, S.IN_REVIEW}, {H.EXAMINER}, Gate.RELEASE),
    _row(A.CONCLUDE, {S.IN_REVIEW}, {S.NO_LEAD}, {H.EXAMINER}),
    _row(A.CLOSE, {S.LEAD_RELEASED, S.NO_LEAD}, {S.CLOSED}, {H.REQUESTER, H.SUPERVISOR}),
)

BY_ACTION: dict[Action, Transition] = {row.action: row for row in TRANSITIONS}

# The moves of state that the database lets pass.
MOVES: frozenset[tuple[State, State]] = frozenset(
    (before, after)
    for row in TRANSITIONS
    for before in row.before
    for after in row.after
    if before != after
)

# How long an approval holds where no policy in force says otherwise.
APPROVAL_HOURS = 72

EDITABLE = frozenset({S.DRAFT, S.RETURNED})
FINAL = frozenset(State) - {before for row in TRANSITIONS for before in row.before}


def actions_from(state: str) -> list[Action]:
    """The actions that the table knows for a request in `state`, in the table's order."""
    return [row.action for row in TRANSITIONS if state in row.before]
