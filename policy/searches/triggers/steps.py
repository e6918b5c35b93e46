"""Triggers on steps: a step is written where it is true, and tells the state of its request.

A step comes after the rows that show it (an approval, a run, a lead …) and before the move of the
request, which a trigger of the request lets pass only along its latest step.
"""

from collections.abc import Iterable, Mapping

import pgtrigger

from policy.keeping import listed
from policy.policies.choices import Outcome
from policy.searches.choices import Action, Hat, State, Verdict
from policy.searches.lifecycle import TRANSITIONS

_CREATION = (Action.CREATE, State.DRAFT, State.DRAFT)
_STEPS = [_CREATION] + [
    (row.action, before, after)
    for row in TRANSITIONS
    for before in sorted(row.before)
    for after in sorted(row.after)
]
_GATES = {row.action: row.gate for row in TRANSITIONS if row.gate}
_REQUESTERS = [row.action for row in TRANSITIONS if row.hats == {Hat.REQUESTER}]


def _tuples(rows: Iterable[tuple[str, ...]]) -> str:
    return ", ".join(f"({listed(row)})" for row in rows)


def _case(by_action: Mapping[Action, str], otherwise: str) -> str:
    """In brackets, since PL/pgSQL reads a condition up to its first THEN outside of any."""
    rows = " ".join(f"WHEN '{action}' THEN {sql}" for action, sql in by_action.items())
    return f"(CASE NEW.action {rows} ELSE {otherwise} END)"


def _said(verdict: Verdict) -> str:
    return f"""EXISTS (
        SELECT FROM searches_approval
        WHERE request_id = NEW.request_id AND version = NEW.version AND at = NEW.at
          AND approver_id = NEW.actor_id AND verdict = '{verdict}'
    )"""


def _searched(condition: str) -> str:
    return f"""EXISTS (
        SELECT FROM searches_run run
        WHERE run.request_id = NEW.request_id AND run.operator_id = NEW.actor_id AND {condition}
    )"""


def _compared(condition: str) -> str:
    return f"""EXISTS (
        SELECT FROM searches_review review JOIN searches_run run ON run.id = review.run_id
        WHERE run.request_id = NEW.request_id AND review.examiner_id = NEW.actor_id
          AND {condition}
    )"""


# The row that shows a step; of a step at a gate, where the policies permitted it.
_SHOWN_BY = {
    Action.CREATE: """NOT EXISTS (
        SELECT FROM searches_step WHERE request_id = NEW.request_id
    )""",
    Action.SUBMIT: """EXISTS (
        SELECT FROM searches_contentversion
        WHERE request_id = NEW.request_id AND number = NEW.version
    )""",
    Action.APPROVE: _said(Verdict.APPROVED),
    Action.DENY: _said(Verdict.DENIED),
    Action.RETURN: _said(Verdict.RETURNED),
    Action.EXPIRE: "request.approved_until <= NEW.at",
    Action.RUN: _searched("run.started_at = NEW.at"),
    Action.RECORD: _searched(
        f"run.recorded_at = NEW.at AND (run.candidates > 0) = (NEW.after = '{State.IN_REVIEW}')"
    ),
    Action.REVIEW: _compared("review.at = NEW.at"),
    Action.RELEASE: """EXISTS (
        SELECT FROM searches_lead
        WHERE request_id = NEW.request_id AND released_by_id = NEW.actor_id
          AND released_at = NEW.at
    )""",
    Action.CONCLUDE: _compared("TRUE"),
    Action.CLOSE: """EXISTS (
        SELECT FROM searches_closing
        WHERE request_id = NEW.request_id AND closed_by_id = NEW.actor_id AND closed_at = NEW.at
    )""",
}

# Whether a step goes where its decision does not lead.
_AGAINST_DECISION = _case(
    {
        Action.SUBMIT: f"permitted <> (NEW.after = '{State.IN_APPROVAL}')"
        f" OR decision.outcome = '{Outcome.UNDECIDED}'",
        Action.APPROVE: f"NOT permitted AND NEW.after = '{State.APPROVED}'",
    },
    "permitted <> (NEW.before <> NEW.after)",
)

STEP_TRUE = pgtrigger.Trigger(
    name="step_true",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("request", "searches_searchrequest%ROWTYPE"),
        ("decision", "policies_decision%ROWTYPE"),
        ("permitted", "BOOLEAN := TRUE"),
    ],
    func=f"""
        IF (NEW.action, NEW.before, NEW.after) NOT IN ({_tuples(_STEPS)}) THEN
            RAISE EXCEPTION 'no step % leads a request from % to %',
                NEW.action, NEW.before, NEW.after USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO request FROM searches_searchrequest WHERE id = NEW.request_id FOR UPDATE;
        IF NEW.before <> request.state
           OR NEW.version <> request.version + (NEW.action = '{Action.SUBMIT}')::int THEN
            RAISE EXCEPTION 'the step % is not one of request % as it stands',
                NEW.action, request.number USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.actor_id IS NULL) <> (NEW.action = '{Action.EXPIRE}')
           OR NEW.action IN ({listed(_REQUESTERS)}) AND NEW.actor_id <> request.requester_id THEN
            RAISE EXCEPTION 'the step % is not one of this person', NEW.action
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.action IN ({listed(_GATES)}) THEN
            SELECT * INTO decision FROM policies_decision WHERE id = NEW.decision_id;
            IF decision.id IS NULL OR decision.made_at <> NEW.at
               OR decision.gate <> {_case({a: f"'{g}'" for a, g in _GATES.items()}, "''")} THEN
                RAISE EXCEPTION 'the step % has no decision made at its gate', NEW.action
                    USING ERRCODE = 'check_violation';
            END IF;
            permitted := decision.outcome = '{Outcome.PERMITTED}';
            IF {_AGAINST_DECISION} THEN
                RAISE EXCEPTION 'the step % goes where its decision does not lead', NEW.action
                    USING ERRCODE = 'check_violation';
            END IF;
        ELSIF NEW.decision_id IS NOT NULL THEN
            RAISE EXCEPTION 'the step % is not decided at a gate', NEW.action
                USING ERRCODE = 'check_violation';
        END IF;
        IF (permitted OR NEW.action = '{Action.SUBMIT}')
           AND NOT COALESCE({_case(_SHOWN_BY, "TRUE")}, FALSE) THEN
            RAISE EXCEPTION 'nothing that is kept shows the step %', NEW.action
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

STEP_TELLS_STATE = pgtrigger.Trigger(
    name="step_tells_state",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func="""
        IF (SELECT state FROM searches_searchrequest WHERE id = NEW.request_id) <> (
            SELECT after FROM searches_step WHERE request_id = NEW.request_id
            ORDER BY id DESC LIMIT 1
        ) THEN
            RAISE EXCEPTION 'the latest step of a request tells another state than it is in'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)
