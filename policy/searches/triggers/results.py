"""Triggers on what came of a request: no lead without a review, no closing before its end."""

import pgtrigger

from policy.keeping import listed
from policy.searches.choices import OF_A_LEAD, Finding

_OF_A_LEAD = listed(OF_A_LEAD)

LEAD_OF_REVIEW = pgtrigger.Trigger(
    name="lead_of_review",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NOT EXISTS (
            SELECT FROM searches_searchrequest request
            JOIN searches_run run ON run.request_id = request.id
            JOIN searches_review review ON review.run_id = run.id
            WHERE request.id = NEW.request_id AND request.state = 'in_review'
              AND review.finding = '{Finding.LEAD}' AND review.candidate = NEW.candidate
        ) THEN
            RAISE EXCEPTION 'a lead is one that an examiner found in a request in review'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

CLOSING_OF_RESULT = pgtrigger.Trigger(
    name="closing_of_result",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NOT EXISTS (
            SELECT FROM searches_searchrequest
            WHERE id = NEW.request_id AND (
                state = 'lead_released'
                OR state = 'no_lead' AND NEW.disposition NOT IN ({_OF_A_LEAD})
            )
        ) THEN
            RAISE EXCEPTION 'a closing is of a request that has its result'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
