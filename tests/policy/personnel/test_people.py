"""The chain of command, and who sees whom."""

import pytest
from pytest_django import DjangoAssertNumQueries

from policy.personnel.choices import Grade, PersonStatus, Role
from policy.personnel.models import Person
from policy.personnel.queries import (
    chain_of_command,
    is_in_chain_of,
    people_under,
    people_visible_to,
    smallest_unit_that_asks,
    units_within,
)
from tests.factories.personnel import AccountFactory, PersonFactory, RankFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Person]:
    """An officer and the three above, the nearest first."""
    chief = PersonFactory()
    captain = PersonFactory(supervisor=chief)
    sergeant = PersonFactory(supervisor=captain)
    return [PersonFactory(supervisor=sergeant), sergeant, captain, chief]


def test_the_chain_of_command_goes_from_the_nearest_up(chain: list[Person]) -> None:
    officer, *above = chain

    assert chain_of_command(officer) == above


def test_nobody_stands_above_the_chief(chain: list[Person]) -> None:
    assert chain_of_command(chain[-1]) == []


def test_everyone_above_is_in_the_chain_and_no_one_else(chain: list[Person]) -> None:
    officer, *above = chain
    everyone = [*above, officer, PersonFactory()]

    in_chain = [is_in_chain_of(person, officer) for person in everyone]

    assert in_chain == [True, True, True, False, False]


def test_everyone_below_is_under_a_supervisor(chain: list[Person]) -> None:
    officer, sergeant, captain, _chief = chain

    assert sorted(people_under(captain)) == sorted([officer.pk, sergeant.pk])


@pytest.mark.parametrize(
    "role", [Role.POLICY_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR, Role.OVERSIGHT]
)
def test_who_oversees_the_whole_sees_everyone(chain: list[Person], role: Role) -> None:
    account = AccountFactory(roles=[role], person=None)

    assert set(people_visible_to(account)) == set(chain)


def test_a_supervisor_sees_their_command_and_themselves(chain: list[Person]) -> None:
    officer, sergeant, captain, _chief = chain
    account = AccountFactory(roles=[Role.SUPERVISOR], person=captain)

    assert set(people_visible_to(account)) == {officer, sergeant, captain}


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXAMINER])
def test_everyone_else_sees_themselves(chain: list[Person], role: Role) -> None:
    account = AccountFactory(roles=[role], person=chain[1])

    assert list(people_visible_to(account)) == [chain[1]]


def test_a_supervisor_from_outside_sees_nobody(chain: list[Person]) -> None:
    account = AccountFactory(roles=[Role.SUPERVISOR], person=None)

    assert list(people_visible_to(account)) == []


def test_a_unit_comes_with_all_units_below() -> None:
    bureau = UnitFactory()
    division = UnitFactory(parent=bureau)
    section = UnitFactory(parent=division)
    UnitFactory()

    assert set(units_within(bureau)) == {bureau, division, section}


def test_the_smallest_unit_that_asks_counts_its_people_and_those_above_it() -> None:
    bureau = UnitFactory()
    small, large = UnitFactory(parent=bureau), UnitFactory(parent=bureau)
    PersonFactory(unit=bureau, rank=RankFactory(grade=Grade.CAPTAIN))
    PersonFactory(unit=small, status=PersonStatus.SEPARATED)
    for unit, count in ((small, 1), (large, 3)):
        for _ in range(count):
            AccountFactory(person=PersonFactory(unit=unit), roles=[Role.REQUESTER])

    found = smallest_unit_that_asks()

    assert found == (small, {"captain": 1, "police_officer": 1})


def test_no_unit_asks_where_nobody_may() -> None:
    AccountFactory(roles=[Role.AUDITOR])

    assert smallest_unit_that_asks() is None


def test_the_smallest_unit_costs_the_same_queries_for_many_units(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        AccountFactory(roles=[Role.REQUESTER])

    with django_assert_num_queries(3):
        smallest_unit_that_asks()
