"""Triggers on replays."""

import pgtrigger

from policy.policies.choices import VersionState

# A replay is signed off once, by someone who did not write the version, and else never changes.
REPLAY_KEPT = pgtrigger.Trigger(
    name="replay_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("author", "BIGINT"), ("state_now", "TEXT")],
    func=f"""
        SELECT author_id, state INTO author, state_now FROM policies_version
            WHERE id = COALESCE(NEW.version_id, OLD.version_id);
        IF TG_OP = 'DELETE' THEN
            IF state_now <> '{VersionState.DRAFT}' THEN
                RAISE EXCEPTION 'a replay is kept with its version'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF NEW.signed_by_id = author OR EXISTS (
            SELECT FROM policies_contributor c
            WHERE c.version_id = NEW.version_id AND c.account_id = NEW.signed_by_id)
        THEN
            RAISE EXCEPTION 'the author of a version cannot sign off its replay'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' AND NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a replay is signed off after it was made'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND (OLD.signed_by_id IS NOT NULL OR
            to_jsonb(NEW) - ARRAY['signed_by_id', 'signed_at']
            <> to_jsonb(OLD) - ARRAY['signed_by_id', 'signed_at'])
        THEN
            RAISE EXCEPTION 'a replay cannot be changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
