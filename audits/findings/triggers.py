"""What the database refuses of findings."""

import pgtrigger

from audits.findings.choices import State
from policy.keeping import NEVER_EMPTIED

__all__ = ["KEPT", "NEVER_EMPTIED", "ONLY_CLOSED"]

KEPT = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)

# Once found, a finding changes by being closed, and that once.
ONLY_CLOSED = pgtrigger.Trigger(
    name="only_closed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF OLD.state <> '{State.OPEN}' OR NEW.state <> '{State.CLOSED}'
           OR (OLD.id, OLD.source, OLD.kind, OLD.cause, OLD.what, OLD.place, OLD.opened_at)
              IS DISTINCT FROM
              (NEW.id, NEW.source, NEW.kind, NEW.cause, NEW.what, NEW.place, NEW.opened_at) THEN
            RAISE EXCEPTION 'a finding is closed once, and otherwise stays as it was found'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
