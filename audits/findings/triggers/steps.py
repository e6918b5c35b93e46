"""Triggers on steps: who takes one, and that a finding is where its latest step leads."""

import pgtrigger

from audits.findings.choices import Action, Hat
from audits.findings.lifecycle import DISPOSES, TRANSITIONS
from audits.findings.triggers.sql import brought, holds, tuples, unmarked
from policy.keeping import listed
from policy.personnel.choices import Role

_STEPS = [
    (row.action, before, after)
    for row in TRANSITIONS
    for before in sorted(row.before)
    for after in sorted(row.after)
]


_REPLIES = listed((Action.REPLY, Action.TAKE_DOWN))


def _by(hat: Hat) -> str:
    return listed(row.action for row in TRANSITIONS if row.hats == {hat})


STEP_TRUE = pgtrigger.Trigger(
    name="step_true",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("finding", "findings_finding%ROWTYPE")],
    func=f"""
        IF (NEW.action, NEW.before, NEW.after) NOT IN ({tuples(_STEPS)}) THEN
            RAISE EXCEPTION 'no step % leads a finding from % to %',
                NEW.action, NEW.before, NEW.after USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO finding FROM findings_finding WHERE id = NEW.finding_id FOR UPDATE;
        IF NEW.before <> finding.state OR NEW.at < finding.state_at THEN
            RAISE EXCEPTION 'the step % is not one of the finding as it stands', NEW.action
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.action IN ({_by(Hat.AUDITOR)}) THEN
            IF NOT {holds("NEW.by_id", Role.AUDITOR)} THEN
                RAISE EXCEPTION 'the step % is one of an auditor', NEW.action
                    USING ERRCODE = 'check_violation';
            END IF;
            IF finding.mark <> '' AND
               (NEW.by_mark = finding.mark OR {unmarked("NEW.by_id", "NEW.by_mark")}) THEN
                RAISE EXCEPTION 'nobody takes the step % of a finding about themselves', NEW.action
                    USING ERRCODE = 'check_violation';
            END IF;
        ELSIF NEW.by_id IS NOT NULL
           OR NEW.action IN ({_by(Hat.SUBJECT)}) AND NEW.by_mark <> finding.mark
           OR NEW.action IN ({_by(Hat.CLOCK)}) AND NEW.by_mark <> ''
           OR NEW.by_mark NOT IN ('', finding.mark) THEN
            RAISE EXCEPTION 'the step % is not one of this person', NEW.action
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.action IN ({listed(DISPOSES.values())}) AND (
            NEW.by_id = finding.found_by_id OR {brought("NEW.finding_id", "NEW.by_id")}
        ) THEN
            RAISE EXCEPTION 'nobody disposes of what they found themselves'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.action = '{Action.HEAR}'
           AND (finding.mark = '' OR finding.reply_due IS NOT NULL) THEN
            RAISE EXCEPTION 'a reply is asked once, of somebody'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.action = '{Action.ATTRIBUTE}' AND finding.mark <> '' THEN
            RAISE EXCEPTION 'whom a finding is about is said once'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.action IN ({_REPLIES}) AND (NEW.at >= finding.reply_due OR NOT EXISTS (
            SELECT FROM findings_reply WHERE finding_id = NEW.finding_id AND at = NEW.at
        )) OR NEW.action = '{Action.END_HEARING}' AND NEW.at < finding.reply_due THEN
            RAISE EXCEPTION 'the time for a reply ends at %', finding.reply_due
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
        IF (SELECT state FROM findings_finding WHERE id = NEW.finding_id) <> (
            SELECT after FROM findings_step WHERE finding_id = NEW.finding_id
            ORDER BY id DESC LIMIT 1
        ) THEN
            RAISE EXCEPTION 'the latest step of a finding tells another state than it is in'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)
