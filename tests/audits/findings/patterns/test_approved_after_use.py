"""The database refuses a run without an approval: what is found was written around it."""

import pytest

from audits.findings.patterns.approved_after_use import find
from policy.searches.choices import Verdict
from tests.audits.findings.patterns.writing import NOON, OCTOBER, SECOND, approved, asked, ran
from tests.audits.trail.sealing import seal

pytestmark = pytest.mark.django_db


def found():
    return [(one.cause, one.evidence[1].words) for one in find(OCTOBER)]


def test_approval_given_a_second_after_the_run_began_is_found():
    request = asked()
    run = ran(request, NOON)
    approved(NOON + SECOND, request=request)

    (one,) = find(OCTOBER)

    assert (one.cause, one.person, one.unit) == (f"run {run.pk}", run.operator, request.unit)
    assert one.numbers == {request.number}
    assert found() == [(one.cause, "The approval was given.")]


def test_approval_given_when_the_run_began_is_in_time():
    request = asked()
    ran(request, NOON)
    approved(NOON, request=request)

    assert found() == []


@pytest.mark.parametrize(
    "other", [{"version": 2}, {"verdict": Verdict.DENIED, "reason": "No."}], ids=["version", "no"]
)
def test_only_an_approval_of_the_version_that_was_run_counts(other):
    request = asked()
    run = ran(request, NOON)
    approved(NOON - SECOND, request=request, **other)

    assert found() == [(f"run {run.pk}", "No approval of the version that was run.")]


def test_second_approval_that_came_after_the_run_is_found():
    request = asked()
    run = ran(request, NOON)
    approved(NOON - SECOND, request=request)
    approved(NOON + SECOND, request=request)

    assert found() == [(f"run {run.pk}", "The approval was given.")]


def test_run_outside_of_the_span_is_not_looked_at():
    ran(asked(), OCTOBER.until)
    ran(asked(), OCTOBER.since - SECOND)

    assert found() == []


def test_approval_that_the_trail_recorded_after_the_run_is_found_whatever_moment_it_names(
    recorded_approval, recorded_run, tiles
):
    late, in_time = asked(), asked()
    run = recorded_run(late)
    recorded_approval(late)
    recorded_approval(in_time)
    recorded_run(in_time)
    seal()

    words = "The approval was written down only after the search had begun."
    assert found() == [(f"run {run.pk}", words)]
