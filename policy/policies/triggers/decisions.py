"""Triggers on decisions: a decision keeps the reasons that it was made with."""

import pgtrigger

REASON_OF_DECISION = pgtrigger.Trigger(
    name="reason_of_decision",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.position NOT BETWEEN 1 AND (
            SELECT reason_count FROM policies_decision WHERE id = NEW.decision_id
        ) THEN
            RAISE EXCEPTION 'a decision has the reasons that it was made with'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
