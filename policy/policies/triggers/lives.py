"""Triggers on what happens to a version on its way: reviews, and warnings of its end."""

import pgtrigger

REVIEWER_DECIDES = pgtrigger.Trigger(
    name="reviewer_decides",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("version", "policies_version%ROWTYPE")],
    func="""
        SELECT * INTO version FROM policies_version
            WHERE id = COALESCE(NEW.version_id, OLD.version_id) FOR SHARE;
        IF TG_OP = 'DELETE' THEN
            IF version.state <> 'draft' THEN
                RAISE EXCEPTION 'a reviewer of a version that is % cannot be deleted', version.state
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF version.state <> 'in_review' OR NEW.round <> version.review_round THEN
            RAISE EXCEPTION 'a version is reviewed while it is in review'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.account_id = version.author_id OR EXISTS (
            SELECT FROM policies_contributor c
            WHERE c.version_id = NEW.version_id AND c.account_id = NEW.account_id)
        THEN
            RAISE EXCEPTION 'the author of a version never reviews it'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.verdict <> 'pending' AND NEW.digest <> version.digest THEN
            RAISE EXCEPTION 'a reviewer decides on the text that is in review'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND (OLD.version_id, OLD.account_id, OLD.round, OLD.asked_at)
           IS DISTINCT FROM (NEW.version_id, NEW.account_id, NEW.round, NEW.asked_at) THEN
            RAISE EXCEPTION 'only the verdict of a reviewer can change'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

_OF_THE_WARNING = "ARRAY['acknowledged_by_id', 'acknowledged_at']::text[]"

ACKNOWLEDGED_ONCE = pgtrigger.Trigger(
    name="acknowledged_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' OR OLD.acknowledged_at IS NOT NULL
           OR to_jsonb(NEW) - {_OF_THE_WARNING} <> to_jsonb(OLD) - {_OF_THE_WARNING} THEN
            RAISE EXCEPTION 'a warning stays as it was made, and is acknowledged once'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
