from datetime import date

import pytest

from audits.reports.forms import NewReportForm
from audits.reports.period import Period
from tests.audits.reports.building import unit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def form(**data: object) -> NewReportForm:
    return NewReportForm({"kind": "use", "shortcut": "last_month"} | data, today=TODAY)


def test_shortcut_names_the_period_and_its_days():
    asked = form()

    assert asked.is_valid()
    assert asked.cleaned_data["period"] == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert dict(asked.fields["shortcut"].choices) == {
        "this_month": "This month: Nov. 1, 2026 to Nov. 30, 2026",
        "last_month": "Last month: Oct. 1, 2026 to Oct. 31, 2026",
        "this_quarter": "This quarter: Oct. 1, 2026 to Dec. 31, 2026",
        "this_year": "This year: Jan. 1, 2026 to Dec. 31, 2026",
        "custom": "Other days",
    }


def test_this_month_is_offered_first():
    assert NewReportForm(today=TODAY)["shortcut"].initial == "this_month"


def test_other_days_are_taken_as_they_are():
    asked = form(shortcut="custom", period_from="2026-03-02", period_to="2026-03-08")

    assert asked.is_valid()
    assert asked.cleaned_data["period"] == Period(date(2026, 3, 2), date(2026, 3, 8))


@pytest.mark.parametrize(
    ("first", "last", "errors"),
    [
        (
            "",
            "",
            {
                "period_from": ["Give the day, or choose another period above."],
                "period_to": ["Give the day, or choose another period above."],
            },
        ),
        ("31.12.2025x", "2026-03-08", {"period_from": ["Enter a valid date."]}),
        (
            "2026-03-08",
            "2026-03-02",
            {"period_to": ["2026-03-02 is before the first day, 2026-03-08."]},
        ),
    ],
)
def test_error_stands_at_its_field(first, last, errors):
    asked = form(shortcut="custom", period_from=first, period_to=last)

    assert not asked.is_valid()
    assert asked.errors == errors


def test_units_are_shown_in_their_tree():
    unit("S", unit("D", unit("B", name="Bureau"), name="Division"), name="Squad")

    assert [label for _, label in form().fields["unit"].choices] == [
        "The whole department",
        "Bureau",
        "– Division",
        "– – Squad",
    ]


def test_report_of_discovery_takes_no_unit():
    bureau = unit("CB")

    asked = form(kind="discovery", unit=bureau.pk)

    assert asked.errors == {
        "unit": ["People stand under pseudonyms, which tell no unit: leave it empty."]
    }
    assert form(kind="discovery").is_valid()
    assert form(unit=bureau.pk).is_valid()


def test_unit_that_does_not_exist_is_refused():
    asked = form(unit="12345")

    assert not asked.is_valid()
    assert list(asked.errors) == ["unit"]
