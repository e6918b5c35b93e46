"""Triggers on requests: what no write may store, whichever way it comes."""

import pgtrigger

from policy.keeping import listed
from policy.policies.choices import Outcome
from policy.searches.choices import CONTENT_FIELDS, Verdict
from policy.searches.lifecycle import APPROVAL_HOURS, MOVES
from policy.searches.triggers.sql import EDITABLE_STATES

_MOVES = ", ".join(sorted(f"('{before}', '{after}')" for before, after in MOVES))

# Columns that the life of a request changes; every other column is its content.
MOVING = ("state", "state_at", "number", "submitted_at", "approved_until", "version", "edits")
_MOVING = f"ARRAY[{listed(MOVING)}]"
# Kept in a version by what names them outside of the database, or by their key.
_REFERENCES = ("system", "agency")
_CONTENT = f"ARRAY[{listed(n for n in CONTENT_FIELDS if n not in _REFERENCES)}]"

# What the policies demanded of the approval of this version, the strictest of each, and what was
# given.
_DEMANDED = f"""
    SELECT
        COALESCE(max((item ->> 'count')::int) FILTER (WHERE item ->> 'kind' = 'approval'), 1)
            AS approvals,
        COALESCE(
            min((item ->> 'hours')::int) FILTER (WHERE item ->> 'kind' = 'expiry'),
            {APPROVAL_HOURS}
        ) AS hours
    INTO demanded
    FROM searches_step step
    JOIN policies_decision decision ON decision.id = step.decision_id
    CROSS JOIN LATERAL jsonb_array_elements(decision.requirements) item
    WHERE step.request_id = NEW.id AND step.version = NEW.version
      AND decision.outcome = '{Outcome.PERMITTED}';
    SELECT count(*) INTO approvals FROM searches_approval
    WHERE request_id = NEW.id AND version = NEW.version AND verdict = '{Verdict.APPROVED}';
"""

REQUEST_LIFE = pgtrigger.Trigger(
    name="request_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("kept", "JSONB"), ("demanded", "RECORD"), ("approvals", "BIGINT")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a request is never deleted' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'draft' OR NEW.version <> 0
               OR (NEW.number, NEW.submitted_at, NEW.approved_until) IS DISTINCT FROM
                  (NULL::text, NULL::timestamptz, NULL::timestamptz) THEN
                RAISE EXCEPTION 'a request begins as a draft' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_MOVES}) THEN
            RAISE EXCEPTION 'a request cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state NOT IN ({EDITABLE_STATES})
           AND to_jsonb(NEW) - {_MOVING} <> to_jsonb(OLD) - {_MOVING} THEN
            RAISE EXCEPTION 'the content of a request that is % cannot be changed', OLD.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.version > 0 AND NEW.version = OLD.version
           AND to_jsonb(NEW) - {_MOVING} <> to_jsonb(OLD) - {_MOVING} THEN
            RAISE EXCEPTION 'what was submitted stands until it is submitted again'
                USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.requester_id, NEW.unit_id, NEW.created_at)
           <> (OLD.requester_id, OLD.unit_id, OLD.created_at) THEN
            RAISE EXCEPTION 'the requester of a request cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.number, NEW.submitted_at) IS DISTINCT FROM (OLD.number, OLD.submitted_at)
           AND (OLD.version > 0 OR NEW.version = 0
                OR NEW.submitted_at IS DISTINCT FROM NEW.state_at) THEN
            RAISE EXCEPTION 'the number of a request and when it was submitted cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = OLD.state AND NEW.state_at <> OLD.state_at THEN
            RAISE EXCEPTION 'since when a request is in its state cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.version <> OLD.version AND (
            NEW.version <> OLD.version + 1 OR NEW.state NOT IN ('in_approval', 'refused')
            OR OLD.state NOT IN ({EDITABLE_STATES})
        ) THEN
            RAISE EXCEPTION 'only submitting makes a new version of a request'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IN ('in_approval', 'refused') AND OLD.state IN ({EDITABLE_STATES}) THEN
            SELECT content INTO kept FROM searches_contentversion
            WHERE request_id = NEW.id AND number = NEW.version;
            IF NEW.version <> OLD.version + 1 OR kept IS NULL THEN
                RAISE EXCEPTION 'what is submitted is kept as a version of its own'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF kept - ARRAY['system', 'agency', 'probe_image'] <> (
                SELECT jsonb_object_agg(name, to_jsonb(NEW) -> name) FROM unnest({_CONTENT}) name
            ) OR kept ->> 'system' IS DISTINCT FROM (
                SELECT slug FROM systems_system WHERE id = NEW.system_id
            ) OR kept ->> 'agency' IS DISTINCT FROM NEW.agency_id::text THEN
                RAISE EXCEPTION 'version % of the request does not hold its content', NEW.version
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF NEW.approved_until IS DISTINCT FROM OLD.approved_until
           AND NOT (NEW.state = 'approved' AND OLD.state = 'in_approval')
           AND NOT (NEW.state = 'draft' AND NEW.approved_until IS NULL) THEN
            RAISE EXCEPTION 'the end of an approval cannot be moved'
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state = 'approved' AND NEW.state <> 'approved'
           AND (NEW.state = 'expired') <> (NEW.state_at >= OLD.approved_until) THEN
            RAISE EXCEPTION 'the approval of request % ends at %', NEW.number, OLD.approved_until
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (
            SELECT FROM searches_approval
            WHERE request_id = NEW.id AND version = NEW.version
              AND verdict = '{Verdict.APPROVED}'
        ) THEN
            RAISE EXCEPTION 'request % has no approval of its version %', NEW.number, NEW.version
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'lead_released' AND OLD.state <> 'lead_released' AND NOT EXISTS (
            SELECT FROM searches_review review JOIN searches_run run ON run.id = review.run_id
            WHERE run.request_id = NEW.id AND review.finding = 'lead'
        ) THEN
            RAISE EXCEPTION 'request % has no examiner''s review that found a lead', NEW.number
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state <> OLD.state AND NOT EXISTS (
            SELECT FROM (
                SELECT * FROM searches_step WHERE request_id = NEW.id ORDER BY id DESC LIMIT 1
            ) step
            WHERE (step.before, step.after, step.version, step.at)
                = (OLD.state, NEW.state, NEW.version, NEW.state_at)
        ) THEN
            RAISE EXCEPTION 'no step leads request % from % to %', NEW.number, OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state = 'approved' AND OLD.state <> 'approved' THEN
            {_DEMANDED}
            IF approvals < demanded.approvals THEN
                RAISE EXCEPTION 'request % needs % approvals', NEW.number, demanded.approvals
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.approved_until NOT BETWEEN NEW.state_at
               AND NEW.state_at + demanded.hours * interval '1 hour' THEN
                RAISE EXCEPTION 'an approval of request % holds for % hours',
                    NEW.number, demanded.hours USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,
)
