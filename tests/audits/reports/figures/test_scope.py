from datetime import date

import pytest

from audits.reports.period import Period
from tests.audits.reports.building import draft, reopen, submit, submitted, unit
from tests.audits.reports.scopes import OCTOBER, moment, scope

pytestmark = pytest.mark.django_db


def test_first_and_last_moment_of_the_period_are_in_it_on_the_clocks_of_the_department():
    inside = [submitted(moment(10, 1, 0, 0, 0)), submitted(moment(10, 31, 23, 59, 59))]
    submitted(moment(9, 30, 23, 59, 59))
    submitted(moment(11, 1, 0, 0, 0))

    assert sorted(scope().requests.values_list("pk", flat=True)) == [each.pk for each in inside]


def test_day_on_which_clocks_change_has_25_hours():
    november_1 = Period(date(2026, 11, 1), date(2026, 11, 1))

    assert november_1.ends.timestamp() - november_1.begins.timestamp() == 25 * 3600


def test_request_belongs_to_the_period_of_its_first_submission():
    request = submitted(moment(9, 30))
    submit(reopen(request, moment(10, 5)), moment(10, 6))

    assert scope().requests.count() == 0


def test_draft_that_was_never_submitted_is_not_counted():
    draft(moment(10, 5))

    assert scope().requests.count() == 0


def test_unit_counts_with_every_unit_below_it():
    bureau = unit("B")
    division = unit("D", bureau)
    squad = unit("S", division)
    below = [submitted(moment(10, 5), unit=each) for each in (bureau, division, squad)]
    submitted(moment(10, 5), unit=unit("X"))

    assert set(scope(unit=bureau).requests) == set(below)
    assert set(scope(unit=division).requests) == set(below[1:])
    assert scope().requests.count() == 4


def test_last_day_is_the_day_of_the_report_while_the_period_runs():
    assert scope(as_of=moment(10, 14, 23, 59)).last_day == date(2026, 10, 14)
    assert scope(as_of=moment(11, 14)).last_day == OCTOBER.last
