"""Rules and requirements in words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from policy.policies.choices import Gate
from policy.policies.dates import as_written
from policy.policies.packs import RequirementText
from policy.policies.wording import gates_in_words, requirement_in_words
from tests.policy.policies.packs.strategies import anywhere, at_submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("gates", "words"),
    [
        (["run"], "run the search"),
        (["submit", "approve"], "submit or approve the request"),
        (["submit", "run"], "submit the request or run the search"),
        (["submit", "approve", "run"], "submit or approve the request, or run the search"),
        (["approve", "run", "act"], "approve the request, run the search, or act on a lead"),
        (
            Gate.values,
            (
                "submit or approve the request, run the search, release or act on a lead, "
                "or keep the record"
            ),
        ),
    ],
)
def test_gates_are_told_as_what_is_done_there(gates, words):
    assert gates_in_words(gates) == words


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("approval", {}, "1 approval"),
        (
            "approval",
            {"rank": "captain"},
            "1 approval by someone of at least the rank of captain",
        ),
        ("approval", {"count": 3, "within_hours": 1}, "3 approvals, within 1 hour"),
        ("approval", {"in_chain": False}, "1 approval"),
        (
            "approval",
            {"independent_of": ("requester",)},
            "1 approval by someone other than the requester",
        ),
        ("review", {"examiners": 1, "blind": False}, "comparison by 1 examiner"),
        ("expiry", {"hours": 72}, "the approval ends after 72 hours"),
        (
            "notice",
            {"to": "the sheriff", "text": "A lead.", "before": "release"},
            "notice to the sheriff, before a lead is released: “A lead.”",
        ),
        (
            "notice",
            {"to": "the sheriff", "text": "A lead.", "after": "act"},
            "notice to the sheriff, after a lead is acted on: “A lead.”",
        ),
        (
            "retention",
            {"record": "audit", "min_days": 365},
            "the audit record is kept for at least 365 days",
        ),
        (
            "retention",
            {"record": "candidate_list", "max_days": 1},
            "the candidate list is kept for at most 1 day",
        ),
    ],
)
def test_requirement_is_told_in_words(kind, details, words):
    assert requirement_in_words(kind, details) == words


@given(anywhere | at_submit)
def test_every_requirement_that_a_pack_may_have_is_told_in_words(requirement: RequirementText):
    assert requirement_in_words(requirement.kind, requirement.details)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("", None),
        ("2026-07-01", datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ("2026-01-01", datetime(2026, 1, 1, 8, tzinfo=UTC)),
        ("2026-07-01T09:30:00-04:00", datetime(2026, 7, 1, 13, 30, tzinfo=UTC)),
    ],
)
def test_date_begins_at_midnight_in_the_departments_zone(written, moment):
    assert as_written(written) == moment
