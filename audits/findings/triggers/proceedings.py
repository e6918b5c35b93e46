"""Triggers on evidence, replies and notices to offices."""

import pgtrigger

from audits.findings.choices import State
from audits.findings.triggers.sql import FINAL_STATES
from policy.keeping import only_where

EVIDENCE_WHILE_OPEN = only_where(
    "evidence_while_open",
    f"""
    SELECT FROM findings_finding
    WHERE id = NEW.finding_id AND state NOT IN ({FINAL_STATES}) FOR SHARE
    """,
    otherwise="evidence is added to an open finding",
)

REPLY_IN_TIME = only_where(
    "reply_in_time",
    f"""
    SELECT FROM findings_finding
    WHERE id = NEW.finding_id AND state = '{State.RIGHT_OF_REPLY}' AND NEW.at < reply_due
    FOR SHARE
    """,
    otherwise="a reply is given while there is a right to it",
)

TOLD_ONCE = pgtrigger.Trigger(
    name="told_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' OR OLD.told_at IS NOT NULL
           OR (OLD.id, OLD.finding_id, OLD.office_id, OLD.due_at)
              <> (NEW.id, NEW.finding_id, NEW.office_id, NEW.due_at) THEN
            RAISE EXCEPTION 'that an office was told is written once, and stays'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
