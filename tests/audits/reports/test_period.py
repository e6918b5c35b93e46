from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audits.reports.period import Period, check_period
from tests.audits.reports.scopes import OCTOBER, ZONE, moment

TODAY = date(2026, 11, 20)


def test_period_runs_from_midnight_to_midnight_on_the_clocks_of_the_department():
    assert (OCTOBER.begins, OCTOBER.ends) == (moment(10, 1, 0), moment(11, 1, 0))
    assert OCTOBER.begins.tzinfo.key == ZONE.key
    assert OCTOBER.days == 31


def test_period_reads_as_its_days():
    assert str(OCTOBER) == "Oct. 1, 2026 to Oct. 31, 2026"
    assert str(Period(TODAY, TODAY)) == "Nov. 20, 2026"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (TODAY, TODAY),
        (date(2026, 11, 1), date(2026, 12, 31)),
        (date(2016, 11, 20), TODAY),
        (date(2000, 1, 1), date(2000, 1, 1)),
    ],
)
def test_period_that_has_begun_is_accepted(first, last):
    assert check_period(first, last, today=TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("first", "last", "field", "message"),
    [
        (
            date(1999, 12, 31),
            TODAY,
            "period_from",
            "1999-12-31 is too early: a report begins on or after 2000-01-01.",
        ),
        (
            date(2026, 11, 21),
            date(2026, 11, 30),
            "period_from",
            "2026-11-21 has not come yet: today is 2026-11-20.",
        ),
        (
            TODAY,
            date(2026, 11, 19),
            "period_to",
            "2026-11-19 is before the first day, 2026-11-20.",
        ),
        (
            date(2016, 1, 1),
            date(9999, 12, 31),
            "period_to",
            "9999-12-31 is more than ten years after 2016-01-01.",
        ),
    ],
)
def test_error_names_the_field_the_value_and_what_was_expected(first, last, field, message):
    with pytest.raises(ValidationError) as caught:
        check_period(first, last, today=TODAY)

    assert caught.value.message_dict == {field: [message]}
