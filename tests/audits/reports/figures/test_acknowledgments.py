"""Who has signed, counted for each version in force at the end of the period."""

from datetime import timedelta

import pytest

from audits.reports.figures.acknowledgments import acknowledgments
from policy.policies import actions
from tests.audits.reports.scopes import LATER, cells, moment, scope
from tests.factories.personnel import PersonFactory, UnitFactory
from tests.factories.policies import policy_officer
from tests.policy.policies.signatures import member, published, sign

pytestmark = pytest.mark.django_db

BEGINS = moment(10, 5)


def bound(count):
    """A version published in the period that binds a unit of so many people."""
    unit = UnitFactory()
    people = [member(person__unit=unit) for _ in range(count)]
    version = published(at=BEGINS)
    actions.bind(version=version, units=[unit], by=policy_officer(), at=BEGINS)
    return version, people


def test_it_counts_bound_signed_and_not_by_the_end_of_the_period():
    version, (first, second, _third) = bound(3)
    sign(version, first, at=moment(10, 31, 23, 59))
    sign(version, second, at=moment(11, 1, 0, 0))

    assert cells(acknowledgments(scope())) == {
        "test-policy/1": ("Test policy", "1", 3, 1, 2),
    }


def test_a_period_that_runs_counts_to_the_making_of_the_report():
    version, (first, _second) = bound(2)
    sign(version, first, at=BEGINS + timedelta(hours=2))

    early = cells(acknowledgments(scope(as_of=BEGINS + timedelta(hours=1))))
    late = cells(acknowledgments(scope(as_of=BEGINS + timedelta(hours=3))))

    assert (early["test-policy/1"][3], late["test-policy/1"][3]) == (0, 1)


def test_what_is_not_in_force_at_the_end_is_not_counted():
    published(at=BEGINS, in_force_until=moment(10, 20))

    assert cells(acknowledgments(scope())) == {}


def test_a_unit_counts_its_people_and_those_below():
    unit = UnitFactory()
    published(at=BEGINS)
    PersonFactory(unit=unit)
    PersonFactory(unit=UnitFactory(parent=unit))
    PersonFactory()

    table = cells(acknowledgments(scope(as_of=LATER, unit=unit)))

    assert table["test-policy/1"][2:] == (2, 0, 2)
