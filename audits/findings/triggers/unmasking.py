"""Triggers on unmaskings: two people, neither of them the one whose name it is."""

import pgtrigger

from audits.findings.choices import Verdict
from audits.findings.triggers.sql import brought, holds, unmarked
from policy.keeping import listed
from policy.personnel.choices import Role

_DECIDING = ("answer", "decided_by_id", "decided_by_mark", "decided_at", "decision_reason")
_DECIDED = f"ARRAY[{listed((*_DECIDING, 'until', 'tell_at'))}]"
_TELLING = f"ARRAY[{listed(('told_at', 'told_by_id', 'told_how', 'by_hand', 'read_at'))}]"


def _is_subject(account: str, mark: str) -> str:
    return f"({mark} = finding.mark OR {unmarked(account, mark)})"


UNMASKED_BY_TWO = pgtrigger.Trigger(
    name="unmasked_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("finding", "findings_finding%ROWTYPE")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'that somebody asked for a name is kept'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO finding FROM findings_finding WHERE id = NEW.finding_id;
        IF TG_OP = 'INSERT' THEN
            IF NEW.answer <> '{Verdict.OPEN}' OR NEW.told_at IS NOT NULL OR finding.mark = ''
               OR NOT {holds("NEW.asked_by_id", Role.AUDITOR)}
               OR {_is_subject("NEW.asked_by_id", "NEW.asked_by_mark")} THEN
                RAISE EXCEPTION 'an auditor asks for the name of somebody else'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.answer = '{Verdict.OPEN}' THEN
            IF NEW.answer = '{Verdict.OPEN}'
               OR to_jsonb(NEW) - {_DECIDED} <> to_jsonb(OLD) - {_DECIDED} THEN
                RAISE EXCEPTION 'what was asked stays, and is decided once'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NOT {holds("NEW.decided_by_id", Role.AUDITOR, Role.OVERSIGHT)}
               OR NEW.decided_by_id IN (NEW.asked_by_id, finding.found_by_id)
               OR {brought("NEW.finding_id", "NEW.decided_by_id")}
               OR NEW.decided_by_mark <> '' AND NEW.decided_by_mark = NEW.asked_by_mark
               OR {_is_subject("NEW.decided_by_id", "NEW.decided_by_mark")} THEN
                RAISE EXCEPTION 'somebody else decides whether a name is shown'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - {_TELLING} <> to_jsonb(OLD) - {_TELLING}
           OR OLD.told_at IS NOT NULL AND (NEW.told_at, NEW.told_by_id, NEW.told_how, NEW.by_hand)
              IS DISTINCT FROM (OLD.told_at, OLD.told_by_id, OLD.told_how, OLD.by_hand)
           OR OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at THEN
            RAISE EXCEPTION 'what was decided about a name stays'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
