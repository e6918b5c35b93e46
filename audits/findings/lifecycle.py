"""The life of a finding: the one table that code, triggers, tests and docs read."""

from dataclasses import dataclass

from audits.findings.choices import Action, Hat, State


@dataclass(frozen=True)
class Transition:
    """`action` moves a finding from any of `before` to one of `after`, by someone with `hats`."""

    action: Action
    before: frozenset[State]
    after: frozenset[State]
    hats: frozenset[Hat]


def _row(action: Action, before: set[State], after: set[State], *hats: Hat) -> Transition:
    return Transition(action, frozenset(before), frozenset(after), frozenset(hats))


S, A, H = State, Action, Hat

TRANSITIONS: tuple[Transition, ...] = (
    _row(A.REVIEW, {S.OPEN}, {S.UNDER_REVIEW}, H.AUDITOR),
    _row(A.HAND_OVER, {S.UNDER_REVIEW}, {S.UNDER_REVIEW}, H.AUDITOR),
    _row(A.ATTRIBUTE, {S.UNDER_REVIEW}, {S.UNDER_REVIEW}, H.AUDITOR),
    _row(A.HEAR, {S.UNDER_REVIEW}, {S.RIGHT_OF_REPLY}, H.AUDITOR),
    # Who has no more to say ends their own time.
    _row(A.REPLY, {S.RIGHT_OF_REPLY}, {S.RIGHT_OF_REPLY, S.UNDER_REVIEW}, H.SUBJECT),
    # Who has no account replies through whoever hears them.
    _row(A.TAKE_DOWN, {S.RIGHT_OF_REPLY}, {S.RIGHT_OF_REPLY, S.UNDER_REVIEW}, H.AUDITOR),
    _row(A.END_HEARING, {S.RIGHT_OF_REPLY}, {S.UNDER_REVIEW}, H.CLOCK),
    _row(A.SUSTAIN, {S.OPEN, S.UNDER_REVIEW}, {S.SUSTAINED}, H.AUDITOR),
    _row(A.NOT_SUSTAIN, {S.OPEN, S.UNDER_REVIEW}, {S.NOT_SUSTAINED}, H.AUDITOR),
    _row(A.EXPLAIN, {S.OPEN, S.UNDER_REVIEW}, {S.EXPLAINED}, H.AUDITOR),
    _row(A.REFER, {S.OPEN, S.UNDER_REVIEW}, {S.REFERRED}, H.AUDITOR),
    _row(
        A.DISCLOSE,
        {S.OPEN, S.UNDER_REVIEW, S.RIGHT_OF_REPLY},
        {S.DISCLOSED},
        H.SUBJECT,
        H.CLOCK,
    ),
    _row(A.END, {S.OPEN, S.UNDER_REVIEW}, {S.OVER}, H.CLOCK),
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

FINAL = frozenset(State) - {before for row in TRANSITIONS for before in row.before}
UNDECIDED = frozenset(State) - FINAL

# How an auditor disposes of a finding: the action for each state that says what became of it.
DISPOSES: dict[State, Action] = {
    S.SUSTAINED: A.SUSTAIN,
    S.REFERRED: A.REFER,
    S.NOT_SUSTAINED: A.NOT_SUSTAIN,
    S.EXPLAINED: A.EXPLAIN,
}

# Nobody is held to have done wrong unheard.
ONLY_AFTER_HEARING = frozenset({S.SUSTAINED, S.REFERRED})

# What counts as an earlier violation of the same person.
VIOLATIONS = frozenset({S.SUSTAINED, S.REFERRED, S.DISCLOSED})


def actions_from(state: str) -> list[Action]:
    """The actions that the table knows for a finding in `state`, in the table's order."""
    return [row.action for row in TRANSITIONS if state in row.before]
