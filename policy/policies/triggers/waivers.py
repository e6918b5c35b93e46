"""Triggers on waivers: who may waive, and what stays of it."""

import pgtrigger

from policy.lists.choices import ListName
from policy.policies.choices import VersionState
from policy.policies.triggers.changes import refuse_if_changed


def _place(grade: str) -> str:
    """SQL for the place of a rank in the office's list of them, the lowest first."""
    return f"(SELECT position FROM lists_entry WHERE list = '{ListName.GRADE}' AND code = {grade})"


# Who waives has the rank that the rule names; what was asked for and decided stays as it was.
WAIVER_LIFE = pgtrigger.Trigger(
    name="waiver_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("needed", "TEXT"), ("version_state", "TEXT"), ("held", "TEXT")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a waiver is ended, never deleted' USING ERRCODE = 'check_violation';
        END IF;
        SELECT r.waivable_by, v.state INTO needed, version_state
            FROM policies_rule r JOIN policies_version v ON v.id = r.version_id
            WHERE r.id = NEW.rule_id;
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'asked' THEN
                RAISE EXCEPTION 'a waiver is asked for before it is granted'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF needed = '' OR version_state <> '{VersionState.PUBLISHED}' THEN
                RAISE EXCEPTION 'this rule cannot be waived' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF (OLD.state, NEW.state) NOT IN
            (('asked', 'granted'), ('asked', 'denied'), ('granted', 'ended'))
        THEN
            RAISE EXCEPTION 'a waiver cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        {
        refuse_if_changed(
            but=("state", "decided_by_id", "decided_at", "decision_reason", "granted_at"),
            when="OLD.state = 'asked'",
            message="what a waiver was asked for cannot be changed",
        )
    }{
        refuse_if_changed(
            but=("state", "ended_by_id", "ended_at", "end_reason"),
            when="OLD.state = 'granted'",
            message="a waiver that was granted can only be ended",
        )
    }
        IF NEW.state = 'granted' THEN
            SELECT k.grade INTO held FROM personnel_account a
                JOIN personnel_person p ON p.id = a.person_id
                JOIN personnel_rank k ON k.id = p.rank_id
                WHERE a.id = NEW.decided_by_id;
            IF ({_place("held")} >= {_place("needed")}) IS NOT TRUE THEN
                RAISE EXCEPTION 'this rule is waived by the rank % or above', needed
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,
)
