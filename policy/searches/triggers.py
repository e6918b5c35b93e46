"""Triggers on requests: what no write may store, whichever way it comes."""

import pgtrigger

from policy.searches.choices import Verdict
from policy.searches.lifecycle import EDITABLE, MOVES

WRITTEN_ONCE = pgtrigger.Protect(name="written_once", operation=pgtrigger.Update | pgtrigger.Delete)

_MOVES = ", ".join(sorted(f"('{before}', '{after}')" for before, after in MOVES))
_EDITABLE = ", ".join(sorted(f"'{state}'" for state in EDITABLE))

# Columns that the life of a request changes; every other column is its content.
MOVING = ("state", "state_at", "number", "submitted_at", "approved_until", "version")
_MOVING = "ARRAY[" + ", ".join(f"'{name}'" for name in MOVING) + "]"

REQUEST_LIFE = pgtrigger.Trigger(
    name="request_life",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a request is never deleted' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'draft' THEN
                RAISE EXCEPTION 'a request begins as a draft' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_MOVES}) THEN
            RAISE EXCEPTION 'a request cannot go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state NOT IN ({_EDITABLE})
           AND to_jsonb(NEW) - {_MOVING} <> to_jsonb(OLD) - {_MOVING} THEN
            RAISE EXCEPTION 'the content of a request that is % cannot be changed', OLD.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.requester_id <> OLD.requester_id THEN
            RAISE EXCEPTION 'the requester of a request cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number THEN
            RAISE EXCEPTION 'the number of a request cannot be changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.version <> OLD.version AND (
            NEW.version <> OLD.version + 1 OR NEW.state NOT IN ('in_approval', 'refused')
            OR OLD.state NOT IN ({_EDITABLE})
        ) THEN
            RAISE EXCEPTION 'only submitting makes a new version of a request'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state IN ('in_approval', 'refused') AND OLD.state IN ({_EDITABLE}) AND (
            NEW.version <> OLD.version + 1 OR NOT EXISTS (
                SELECT FROM searches_contentversion
                WHERE request_id = NEW.id AND number = NEW.version
            )
        ) THEN
            RAISE EXCEPTION 'what is submitted is kept as a version of its own'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.approved_until IS DISTINCT FROM OLD.approved_until
           AND (NEW.state = OLD.state OR NEW.state NOT IN ('approved', 'draft')) THEN
            RAISE EXCEPTION 'the end of an approval cannot be moved'
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
        RETURN NEW;
    """,
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
            WHERE id = NEW.request_id AND state IN ({_EDITABLE})
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

APPROVAL_BY_CHAIN = pgtrigger.Trigger(
    name="approval_by_chain",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("request", "searches_searchrequest%ROWTYPE")],
    func="""
        SELECT * INTO request FROM searches_searchrequest WHERE id = NEW.request_id FOR UPDATE;
        IF request.state <> 'in_approval' THEN
            RAISE EXCEPTION 'request % is %, not in approval', request.number, request.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.version <> request.version THEN
            RAISE EXCEPTION 'version % of request % is not the one in approval',
                NEW.version, request.number USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.approver_id = request.requester_id THEN
            RAISE EXCEPTION 'nobody approves their own request'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            WITH RECURSIVE chain AS (
                SELECT supervisor_id AS id FROM personnel_person WHERE id = request.requester_id
                UNION
                SELECT p.supervisor_id FROM personnel_person p JOIN chain ON p.id = chain.id
            )
            SELECT FROM chain WHERE id = NEW.approver_id
        ) THEN
            RAISE EXCEPTION 'the approver is not in the requester''s chain of command'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

RUN_BY_ANOTHER = pgtrigger.Trigger(
    name="run_by_another",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("request", "searches_searchrequest%ROWTYPE")],
    func="""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a run is never deleted' USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.recorded_at IS NOT NULL
               OR (NEW.request_id, NEW.operator_id, NEW.started_at, NEW.system_id)
                  IS DISTINCT FROM
                  (OLD.request_id, OLD.operator_id, OLD.started_at, OLD.system_id) THEN
                RAISE EXCEPTION 'a run that is recorded cannot be changed'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        SELECT * INTO request FROM searches_searchrequest WHERE id = NEW.request_id FOR UPDATE;
        IF request.state <> 'approved' OR request.approved_until <= NEW.started_at OR NOT EXISTS (
            SELECT FROM searches_approval
            WHERE request_id = NEW.request_id AND version = request.version
              AND at <= NEW.started_at
        ) THEN
            RAISE EXCEPTION 'request % has no approval in force', request.number
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.system_id <> request.system_id THEN
            RAISE EXCEPTION 'request % was approved for another system', request.number
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.operator_id = request.requester_id THEN
            RAISE EXCEPTION 'nobody runs their own request' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

REVIEW_BY_ANOTHER = pgtrigger.Trigger(
    name="review_by_another",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (
            SELECT FROM searches_run run
            JOIN searches_searchrequest request ON request.id = run.request_id
            WHERE run.id = NEW.run_id AND request.requester_id = NEW.examiner_id
        ) THEN
            RAISE EXCEPTION 'nobody reviews their own request' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
