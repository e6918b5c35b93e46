"""Triggers on what is kept while people write a draft: who did, and what they said of it."""

import pgtrigger

from policy.policies.triggers.changes import refuse_if_changed

# A draft that is discarded takes its rows with it, one before the other: hence looked at last.
KEPT_WITH_VERSION = pgtrigger.Trigger(
    name="kept_with_version",
    when=pgtrigger.After,
    operation=pgtrigger.Delete,
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (SELECT 1 FROM policies_version WHERE id = OLD.version_id) THEN
            RAISE EXCEPTION 'this is kept as long as version % is', OLD.version_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    """,
)

COMMENT_LIFE = pgtrigger.Trigger(
    name="comment_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        {
        refuse_if_changed(
            but=("clause_id", "resolved_by_id", "resolved_at"),
            when="TRUE",
            message="what somebody wrote cannot be changed",
        )
    }
        IF NEW.clause_id IS NOT NULL AND NEW.clause_id IS DISTINCT FROM OLD.clause_id THEN
            RAISE EXCEPTION 'a comment stays with its clause' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
