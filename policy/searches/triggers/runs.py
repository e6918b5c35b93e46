"""Triggers on runs and their reviews: by an examiner who did not ask for the search."""

import pgtrigger

from policy.personnel.choices import Role
from policy.searches.triggers.sql import holds

RUN_BY_ANOTHER = pgtrigger.Trigger(
    name="run_by_another",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("request", "searches_searchrequest%ROWTYPE")],
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a run is never deleted' USING ERRCODE = 'check_violation';
        END IF;
        SELECT * INTO request FROM searches_searchrequest WHERE id = NEW.request_id FOR UPDATE;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.recorded_at IS NOT NULL
               OR to_jsonb(NEW) - ARRAY['recorded_at', 'candidates', 'notes']
                  <> to_jsonb(OLD) - ARRAY['recorded_at', 'candidates', 'notes'] THEN
                RAISE EXCEPTION 'a run that is recorded cannot be changed'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.recorded_at IS NOT NULL
               AND (request.state <> 'running' OR NEW.recorded_at < NEW.started_at) THEN
                RAISE EXCEPTION 'a result is recorded of a search that is running'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.recorded_at IS NOT NULL THEN
            RAISE EXCEPTION 'a result is recorded of a search that is running'
                USING ERRCODE = 'check_violation';
        END IF;
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
        IF NOT {holds("NEW.operator_id", Role.EXAMINER)} THEN
            RAISE EXCEPTION 'only an examiner runs a search' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

REVIEW_BY_ANOTHER = pgtrigger.Trigger(
    name="review_by_another",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("request", "searches_searchrequest%ROWTYPE")],
    func=f"""
        SELECT asked.* INTO request FROM searches_searchrequest asked
        JOIN searches_run run ON run.request_id = asked.id WHERE run.id = NEW.run_id;
        IF request.requester_id = NEW.examiner_id THEN
            RAISE EXCEPTION 'nobody reviews their own request' USING ERRCODE = 'check_violation';
        END IF;
        IF request.state <> 'in_review' THEN
            RAISE EXCEPTION 'request % is %, not in review', request.number, request.state
                USING ERRCODE = 'check_violation';
        END IF;
        IF NOT {holds("NEW.examiner_id", Role.EXAMINER)} THEN
            RAISE EXCEPTION 'only an examiner reviews' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
