from datetime import date

import pytest
from django.utils import timezone

from audits.reports.figures.over_time import over_time
from audits.reports.period import Period
from tests.audits.reports.building import refused, submitted
from tests.audits.reports.scopes import cells, moment, scope

pytestmark = pytest.mark.django_db


def days(first: tuple[int, int], last: tuple[int, int]) -> Period:
    return Period(date(2026, *first), date(2026, *last))


def test_two_weeks_are_told_in_days():
    submitted(moment(10, 2, 0, 0))
    submitted(moment(10, 2, 23, 59))
    refused(moment(10, 3), None)

    table = over_time(scope(days((10, 1), (10, 4))))

    assert cells(table) == {
        "2026-10-01": ("Oct 1", 0, 0),
        "2026-10-02": ("Oct 2", 2, 0),
        "2026-10-03": ("Oct 3", 1, 1),
        "2026-10-04": ("Oct 4", 0, 0),
        "total": ("All requests", 3, 1),
    }


def test_month_is_told_in_weeks_from_monday_cut_at_its_ends():
    submitted(moment(10, 1))
    submitted(moment(10, 11, 23, 59))
    submitted(moment(10, 12, 0, 0))
    refused(moment(10, 31), None)

    assert cells(over_time(scope())) == {
        "2026-10-01": ("Oct 1 – Oct 4", 1, 0),
        "2026-10-05": ("Oct 5 – Oct 11", 1, 0),
        "2026-10-12": ("Oct 12 – Oct 18", 1, 0),
        "2026-10-19": ("Oct 19 – Oct 25", 0, 0),
        "2026-10-26": ("Oct 26 – Oct 31", 1, 1),
        "total": ("All requests", 4, 1),
    }


def test_year_is_told_in_months_on_the_clocks_of_the_department():
    submitted(moment(9, 30, 23, 59))
    submitted(moment(10, 1, 0, 0))

    with timezone.override("Asia/Tokyo"):
        rows = cells(over_time(scope(days((8, 15), (12, 31)), as_of=moment(12, 31))))

    assert rows == {
        "2026-08-15": ("Aug 2026", 0, 0),
        "2026-09-01": ("Sep 2026", 1, 0),
        "2026-10-01": ("Oct 2026", 1, 0),
        "2026-11-01": ("Nov 2026", 0, 0),
        "2026-12-01": ("Dec 2026", 0, 0),
        "total": ("All requests", 2, 0),
    }


def test_more_than_three_years_are_told_in_years():
    submitted(moment(3, 1))

    rows = cells(over_time(scope(Period(date(2023, 6, 1), date(2026, 12, 31)))))

    assert rows == {
        "2023-06-01": ("2023", 0, 0),
        "2024-01-01": ("2024", 0, 0),
        "2025-01-01": ("2025", 0, 0),
        "2026-01-01": ("2026", 1, 0),
        "total": ("All requests", 1, 0),
    }


def test_days_to_come_are_not_told():
    rows = cells(over_time(scope(days((10, 1), (10, 10)), as_of=moment(10, 2))))

    assert rows == {
        "2026-10-01": ("Oct 1", 0, 0),
        "2026-10-02": ("Oct 2", 0, 0),
        "total": ("All requests", 0, 0),
    }
