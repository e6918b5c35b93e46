from datetime import timedelta

import pytest

from audits.findings.patterns.found import Span
from audits.findings.patterns.rapid_approvals import AT_LEAST, SECONDS, find
from policy.personnel.choices import Role
from policy.searches.choices import Verdict
from policy.searches.models import SearchRequest
from tests.audits.findings.patterns.writing import NOON, OCTOBER, SECOND, approved, opened
from tests.audits.reports.scopes import moment
from tests.factories.personnel import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


def row(count=AT_LEAST, gap=SECONDS, at=NOON, by=None, **fields):
    by = by or PersonFactory()
    return [approved(at + n * gap * SECOND, by, **fields) for n in range(count)]


def found(span=OCTOBER):
    return [one.cause for one in find(span)]


def test_approvals_in_a_row_are_found_once_by_the_first_of_them():
    given = row()

    (one,) = find(OCTOBER)

    assert one.cause == f"approval {given[0].pk}"
    assert (one.person, one.happened) == (given[0].approver, NOON)
    assert one.numbers == {approval.request.number for approval in given}
    assert one.what == (
        "4 approvals of one approver on one day, each within 30 seconds of the next or of being "
        "opened."
    )


def test_one_approval_fewer_says_nothing():
    row(AT_LEAST - 1)

    assert found() == []


def test_one_second_longer_says_nothing():
    row(gap=SECONDS + 1)

    assert found() == []


def test_approvals_of_several_approvers_are_no_row():
    for _ in range(AT_LEAST):
        row(1)

    assert found() == []


def test_denials_are_read_as_fast_as_they_like():
    row(verdict=Verdict.DENIED, reason="No.")

    assert found() == []


def test_two_pairs_of_one_day_count_together_and_those_of_two_days_do_not():
    by = PersonFactory()
    first = row(2, by=by)
    row(2, by=by, at=moment(10, 14, 17))
    other = PersonFactory()
    row(2, by=other)
    row(2, by=other, at=moment(10, 15))

    assert found() == [f"approval {first[0].pk}"]


def test_day_begins_before_the_span_where_the_span_begins_within_it():
    given = row()

    assert found(Span(NOON + SECOND, OCTOBER.until)) == [f"approval {given[0].pk}"]
    assert found(Span(given[-1].at + SECOND, OCTOBER.until)) == []


def test_approvals_within_seconds_of_the_first_opening_are_found():
    for wait in (SECONDS, SECONDS + 1):
        account = AccountFactory(roles=[Role.SUPERVISOR])
        for hour in range(AT_LEAST):
            approval = approved(NOON + timedelta(hours=hour), account.person)
            opened(approval.request, account, approval.at - wait * SECOND)

    assert [one.numbers for one in find(OCTOBER)] == [first_numbers(AT_LEAST)]


def test_request_that_was_opened_before_is_not_read_in_seconds():
    account = AccountFactory(roles=[Role.SUPERVISOR])
    for hour in range(AT_LEAST):
        approval = approved(NOON + timedelta(hours=hour), account.person)
        for before in (SECONDS, SECONDS + 600):
            opened(approval.request, account, approval.at - before * SECOND)

    assert found() == []


def first_numbers(count):
    return set(SearchRequest.objects.order_by("pk").values_list("number", flat=True)[:count])
