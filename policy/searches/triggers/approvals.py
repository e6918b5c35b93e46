"""Triggers on approvals: by a supervisor above the requester, of what is in approval."""

import pgtrigger

from policy.personnel.choices import Role
from policy.searches.triggers.sql import holds

APPROVAL_BY_CHAIN = pgtrigger.Trigger(
    name="approval_by_chain",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("request", "searches_searchrequest%ROWTYPE")],
    func=f"""
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
        IF NOT {holds("NEW.approver_id", Role.SUPERVISOR)} THEN
            RAISE EXCEPTION 'only a supervisor approves' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
