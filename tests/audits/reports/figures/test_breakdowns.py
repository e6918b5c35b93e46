import pytest

from audits.reports.figures.by_offense import by_offense
from audits.reports.figures.by_purpose import by_purpose
from audits.reports.figures.by_system import by_system
from audits.reports.figures.by_unit import by_unit
from policy.policies.choices import Offense, Purpose
from tests.audits.reports.building import draft, request_that_became, submit, unit
from tests.audits.reports.scopes import cells, moment, scope
from tests.factories.systems import SystemFactory

pytestmark = pytest.mark.django_db

IN_OCTOBER = moment(10, 5)


def test_requests_by_system_tell_whose_it_is_and_what_came_of_them():
    lacris = SystemFactory(slug="lacris", name="LACRIS")
    clearview = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    SystemFactory(slug="unused")
    for outcome in ("closed_with_lead", "lead_released", "no_lead", "denied"):
        request_that_became(outcome, IN_OCTOBER, system=lacris)
    for _ in range(2):
        request_that_became("refused", IN_OCTOBER, system=clearview)

    assert cells(by_system(scope())) == {
        "lacris": ("LACRIS", "A government partner's", 4, 0, 3, 2),
        "clearview-ai": ("Clearview AI", "A commercial third party's", 2, 2, 0, 0),
        "total": ("All requests", "", 6, 2, 3, 2),
    }


def test_requests_by_offense_begin_with_the_most_frequent():
    request_that_became("refused", IN_OCTOBER, offense=Offense.ARSON)
    for outcome in ("no_lead", "refused"):
        request_that_became(outcome, IN_OCTOBER, offense=Offense.SHOOTING)

    table = by_offense(scope())

    assert [row.key for row in table.rows] == ["shooting", "arson"]
    assert cells(table) == {
        "shooting": ("Unlawful discharge of a firearm", 2, 1, 1, 0),
        "arson": ("Arson", 1, 1, 0, 0),
        "total": ("All requests", 3, 2, 1, 0),
    }


def test_requests_by_purpose():
    request_that_became("lead_released", IN_OCTOBER, purpose=Purpose.MISSING_PERSON)

    assert cells(by_purpose(scope())) == {
        "missing_person": ("Identifying a missing person", 1, 0, 1, 1),
        "total": ("All requests", 1, 0, 1, 1),
    }


def test_requests_by_unit_are_those_of_the_unit_itself():
    bureau = unit("B", name="Bureau")
    division = unit("D", bureau, name="Division")
    request_that_became("refused", IN_OCTOBER, unit=bureau)
    for outcome in ("approved", "withdrawn"):
        request_that_became(outcome, IN_OCTOBER, unit=division)

    assert cells(by_unit(scope(unit=bureau))) == {
        "D": ("Division", 2, 0, 0, 0),
        "B": ("Bureau", 1, 1, 0, 0),
        "total": ("All requests", 3, 1, 0, 0),
    }


@pytest.mark.parametrize("table", [by_offense, by_purpose, by_system])
def test_field_that_a_request_leaves_empty_is_counted_as_not_given(table):
    request = draft(IN_OCTOBER, offense="", purpose="")
    request.system = None
    request.save()
    submit(request, IN_OCTOBER)

    (row,) = table(scope()).rows

    assert (row.key, row.values[0]) == ("not_given", "Not given")


def test_table_without_requests_has_no_rows_and_a_total_of_zero():
    table = by_offense(scope())

    assert cells(table) == {"total": ("All requests", 0, 0, 0, 0)}
