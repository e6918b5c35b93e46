"""Triggers on findings: they move along their steps, and otherwise stay as they were found."""

import pgtrigger

from audits.findings.choices import Action, State
from audits.findings.lifecycle import MOVES, ONLY_AFTER_HEARING
from audits.findings.triggers.sql import FINAL_STATES, tuples
from policy.keeping import listed

# Columns that the life of a finding changes; every other one is what was found.
MOVING = (
    "state",
    "state_at",
    "owner_id",
    "reply_due",
    "closed_at",
    "closed_by_id",
    "reason",
    "disclosure_id",
    "outcome",
)
# Columns that say whom it is about, written later where nobody was known at first.
ABOUT = ("subject_id", "mark", "earlier", "severity")
_ABOUT = f"ARRAY[{listed(ABOUT)}]"
_MOVING = f"ARRAY[{listed(MOVING)}]"

FINDING_LIFE = pgtrigger.Trigger(
    name="finding_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("step", "findings_step%ROWTYPE")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a finding is never deleted' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> '{State.OPEN}' OR NEW.owner_id IS NOT NULL
               OR NEW.reply_due IS NOT NULL OR NEW.state_at <> NEW.opened_at THEN
                RAISE EXCEPTION 'a finding begins open, with nobody and nothing decided'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.state IN ({FINAL_STATES}) THEN
            RAISE EXCEPTION 'a finding is closed once' USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO step FROM findings_step WHERE finding_id = NEW.id ORDER BY id DESC LIMIT 1;
        IF step.action = '{Action.ATTRIBUTE}' AND OLD.subject_id IS NULL
           AND NEW.subject_id IS NOT NULL
           AND to_jsonb(NEW) - {_ABOUT} = to_jsonb(OLD) - {_ABOUT} THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - {_MOVING} <> to_jsonb(OLD) - {_MOVING} THEN
            RAISE EXCEPTION 'what was found stays as it was found'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = OLD.state THEN
            IF step.action IS DISTINCT FROM '{Action.HAND_OVER}'
               OR to_jsonb(NEW) - 'owner_id' <> to_jsonb(OLD) - 'owner_id' THEN
                RAISE EXCEPTION 'a finding changes along its steps'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF (OLD.state, NEW.state) NOT IN ({tuples(sorted(MOVES))}) THEN
            RAISE EXCEPTION 'a finding cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF (step.before, step.after, step.at) IS DISTINCT FROM
           (OLD.state, NEW.state, NEW.state_at) THEN
            RAISE EXCEPTION 'no step leads the finding from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IN ({FINAL_STATES}) AND (NEW.closed_by_id, NEW.closed_at, NEW.reason)
           IS DISTINCT FROM (step.by_id, step.at, step.reason) THEN
            RAISE EXCEPTION 'a finding is closed by who took its last step, for that reason'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IN ({listed(sorted(ONLY_AFTER_HEARING))}) AND NEW.mark <> '' AND NOT EXISTS (
            SELECT FROM findings_step heard
            WHERE heard.finding_id = NEW.id AND heard.action = '{Action.HEAR}'
        ) THEN
            RAISE EXCEPTION 'nobody is held to have done wrong unheard'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.reply_due IS DISTINCT FROM OLD.reply_due
           AND NOT (OLD.reply_due IS NULL AND step.action = '{Action.HEAR}') THEN
            RAISE EXCEPTION 'the time for a reply is given once'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = '{State.RIGHT_OF_REPLY}' AND NEW.reply_due IS NULL THEN
            RAISE EXCEPTION 'a reply has a time' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = '{State.DISCLOSED}' AND NOT EXISTS (
            SELECT FROM findings_disclosure told
            JOIN findings_window declared ON declared.id = told.window_id
            WHERE told.id = NEW.disclosure_id AND told.subject_id = NEW.subject_id
              AND NEW.kind = ANY (declared.kinds) AND told.outcome = NEW.outcome
        ) THEN
            RAISE EXCEPTION 'no disclosure of this person closes this finding'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
