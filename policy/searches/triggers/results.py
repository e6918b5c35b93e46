"""Triggers on what came of a request: no lead without a review, no closing before its end."""

from policy.keeping import listed, only_where
from policy.searches.choices import OF_A_LEAD, Finding

_OF_A_LEAD = listed(OF_A_LEAD)

LEAD_OF_REVIEW = only_where(
    "lead_of_review",
    f"""
        SELECT FROM searches_searchrequest request
        JOIN searches_run run ON run.request_id = request.id
        JOIN searches_review review ON review.run_id = run.id
        WHERE request.id = NEW.request_id AND request.state = 'in_review'
          AND review.finding = '{Finding.LEAD}' AND review.candidate = NEW.candidate
    """,
    otherwise="a lead is one that an examiner found in a request in review",
)

CLOSING_OF_RESULT = only_where(
    "closing_of_result",
    f"""
        SELECT FROM searches_searchrequest
        WHERE id = NEW.request_id AND (
            state = 'lead_released'
            OR state = 'no_lead' AND NEW.disposition NOT IN ({_OF_A_LEAD})
        )
    """,
    otherwise="a closing is of a request that has its result",
)
