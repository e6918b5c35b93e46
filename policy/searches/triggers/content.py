"""Triggers on what is submitted of a request: it is kept as it was."""

import pgtrigger

from policy.keeping import only_where
from policy.searches.triggers.sql import EDITABLE_STATES

VERSION_OF_DRAFT = only_where(
    "version_of_draft",
    f"""
        SELECT FROM searches_searchrequest
        WHERE id = NEW.request_id AND state IN ({EDITABLE_STATES}) AND version + 1 = NEW.number
    """,
    otherwise="only submitting makes a new version of a request",
)

PROBE_IMAGE_KEPT = pgtrigger.Trigger(
    name="probe_image_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a probe image is never deleted by hand'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            SELECT FROM searches_searchrequest
            WHERE id = NEW.request_id AND state IN ({EDITABLE_STATES})
        ) THEN
            RAISE EXCEPTION 'the probe image of a request that was submitted cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND (
            OLD.replaced_at IS NOT NULL
            OR to_jsonb(NEW) - 'replaced_at' <> to_jsonb(OLD) - 'replaced_at'
        ) THEN
            RAISE EXCEPTION 'a probe image can be replaced and not changed'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
