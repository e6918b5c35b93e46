"""Triggers on standing assurances: one is ended, and else stays as it is."""

import pgtrigger

from policy.policies.triggers.changes import refuse_if_changed

STANDING_ASSURANCE_LIFE = pgtrigger.Trigger(
    name="standing_assurance_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a standing assurance is ended, never deleted'
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.until IS NOT NULL THEN
            RAISE EXCEPTION 'a standing assurance that was ended cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        {
        refuse_if_changed(
            but=("until", "ended_by_id"),
            when="TRUE",
            message="what a standing assurance says cannot be changed",
        )
    }
        RETURN NEW;
    """,
)
