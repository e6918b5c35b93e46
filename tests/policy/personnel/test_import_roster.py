"""The roster: every fault by line, column and value; then the whole file or nothing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from policy.personnel.actions import import_roster
from policy.personnel.choices import Grade, PersonStatus
from policy.personnel.importing.faults import ImportRefused
from policy.personnel.importing.roster import plan_roster
from policy.personnel.models import Person, Rank, Unit
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.policy.personnel.files import department, roster_row, rows_of, short

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _department(db: None) -> None:
    department()


def as_registered(serial_number: str = "101") -> Person:
    """A person in the register exactly as the plain row of the file says."""
    return PersonFactory(
        serial_number=serial_number,
        first_name="Ada",
        last_name="Alder",
        email="ada@police.example",
        rank=Rank.objects.get(grade=Grade.SERGEANT),
        unit=Unit.objects.get(code="HOM"),
    )


def refused(*rows: dict[str, str]) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        import_roster(by=None, rows=rows_of(*rows))
    return refusal.value


FAULTS = [
    ("serial_number", "", "a value, not an empty cell"),
    ("serial_number", "1" * 21, "at most 20 characters"),
    ("first_name", "", "a value, not an empty cell"),
    ("first_name", "A\tB", "text on one line, without control characters"),
    ("first_name", "A\x00", "text on one line, without control characters"),
    ("last_name", "", "a value, not an empty cell"),
    ("email", "ada@", "an email address, such as name@police.example"),
    ("rank", "Serjeant", "the name of a rank, such as Sergeant"),
    ("rank", "Q", "the name of a rank, such as Police officer, Sergeant"),
    ("sworn", "perhaps", "yes or no"),
    ("sworn", "", "a value, not an empty cell"),
    ("unit", "HOMM", "the code of a unit, such as HOM"),
    ("unit", "Homicide", "the code of a unit, such as HOM, ROB"),
    ("supervisor", "999", "the serial number of someone in this file or in the register"),
    ("supervisor", "101", "a chain of command that ends; this one leads back: 101 → 101"),
    ("status", "gone", "one of active, on_leave, suspended, separated"),
]


@pytest.mark.parametrize(("column", "value", "expected"), FAULTS)
def test_a_fault_names_line_column_value_and_what_was_expected(
    column: str, value: str, expected: str
) -> None:
    (fault,) = refused(roster_row(**{column: value})).faults

    assert (fault.line, fault.column, fault.value, fault.expected) == (2, column, value, expected)


def test_every_fault_of_a_file_is_listed_in_order() -> None:
    error = refused(
        roster_row(rank="Boss", unit="NOWHERE"),
        roster_row(serial_number="102", sworn="maybe"),
        roster_row(serial_number="101"),
    )

    assert [short(fault) for fault in error.faults] == [
        (2, "rank", "Boss"),
        (2, "unit", "NOWHERE"),
        (3, "sworn", "maybe"),
        (4, "serial_number", "101"),
    ]


def test_a_serial_number_stands_in_the_file_once() -> None:
    (fault,) = refused(roster_row(), roster_row(first_name="Bo")).faults

    assert (fault.line, fault.expected) == (3, "each only once; it stands on line 2")


def test_a_cycle_is_told_once_with_all_who_are_in_it() -> None:
    PersonFactory(serial_number="103", supervisor=PersonFactory(serial_number="102"))

    (fault,) = refused(
        roster_row(serial_number="101", supervisor="103"),
        roster_row(serial_number="102", supervisor="101"),
        roster_row(serial_number="104", supervisor="101"),
    ).faults

    assert fault.expected == (
        "a chain of command that ends; this one leads back: 101 → 103 → 102 → 101"
    )


def test_a_long_value_is_shown_shortened() -> None:
    (fault,) = refused(roster_row(last_name="x" * 500)).faults

    assert fault.value == "x" * 79 + "…"


def test_a_file_with_a_fault_changes_nothing() -> None:
    person = as_registered()

    refused(
        roster_row(first_name="Eve"),
        roster_row(serial_number="102"),
        roster_row(serial_number="103", rank="Boss"),
    )

    person.refresh_from_db()
    assert (person.first_name, Person.objects.count()) == ("Ada", 1)


def test_a_preview_says_what_would_be_done_and_touches_nothing() -> None:
    as_registered("101")
    as_registered("102")

    plan = plan_roster(
        rows_of(
            roster_row(serial_number="101"),
            roster_row(serial_number="102", unit="ROB", status="on leave"),
            roster_row(serial_number="103", email=""),
        )
    )

    assert plan.counts() == {"added": 1, "changed": 1, "unchanged": 1}
    assert plan.changed[0].changes == [
        ("unit", "HOM Homicide", "ROB Robbery"),
        ("status", "active", "on leave"),
    ]
    assert plan.added[0].changes == [
        ("serial_number", "", "103"),
        ("first_name", "", "Ada"),
        ("last_name", "", "Alder"),
        ("rank", "", "Sergeant"),
        ("sworn", "", "yes"),
        ("unit", "", "HOM Homicide"),
        ("status", "", "active"),
    ]
    assert set(Person.objects.values_list("serial_number", "unit__code")) == {
        ("101", "HOM"),
        ("102", "HOM"),
    }


def test_a_person_is_added_as_the_row_says() -> None:
    import_roster(by=None, rows=rows_of(roster_row(rank="sergeant", sworn="No", status="On Leave")))

    person = Person.objects.get()
    assert (person.serial_number, person.name, person.email) == (
        "101",
        "Ada Alder",
        "ada@police.example",
    )
    assert (person.rank.grade, person.sworn, person.unit.code) == (Grade.SERGEANT, False, "HOM")
    assert (person.supervisor, person.status) == (None, PersonStatus.ON_LEAVE)


def test_a_person_is_changed_as_the_row_says() -> None:
    as_registered()
    boss = PersonFactory(serial_number="1")

    import_roster(
        by=None,
        rows=rows_of(
            roster_row(
                first_name="Eve",
                last_name="Elm",
                email="",
                rank="Police officer",
                sworn="no",
                unit="ROB",
                supervisor="1",
                status="suspended",
            )
        ),
    )

    person = Person.objects.get(serial_number="101")
    assert (person.name, person.email, person.sworn) == ("Eve Elm", "", False)
    assert (person.rank.grade, person.unit.code) == (Grade.POLICE_OFFICER, "ROB")
    assert (person.supervisor, person.status) == (boss, PersonStatus.SUSPENDED)


def test_a_supervisor_stands_anywhere_in_the_file() -> None:
    import_roster(
        by=None,
        rows=rows_of(
            roster_row(serial_number="101", supervisor="102"),
            roster_row(serial_number="102", supervisor="103"),
            roster_row(serial_number="103"),
        ),
    )

    chains = dict(Person.objects.values_list("serial_number", "supervisor__serial_number"))
    assert chains == {"101": "102", "102": "103", "103": None}


def test_a_chain_of_command_is_turned_around() -> None:
    boss = as_registered("101")
    Person.objects.filter(pk=as_registered("102").pk).update(supervisor=boss)

    import_roster(
        by=None,
        rows=rows_of(
            roster_row(serial_number="101", supervisor="102"), roster_row(serial_number="102")
        ),
    )

    chains = dict(Person.objects.values_list("serial_number", "supervisor__serial_number"))
    assert chains == {"101": "102", "102": None}


def test_people_who_are_not_in_the_file_are_left_as_they_are() -> None:
    other = PersonFactory(status=PersonStatus.ON_LEAVE)

    import_roster(by=None, rows=rows_of(roster_row()))

    other.refresh_from_db()
    assert other.status == PersonStatus.ON_LEAVE


def test_a_person_who_separates_loses_the_account() -> None:
    account = AccountFactory(person=as_registered())

    import_roster(by=None, rows=rows_of(roster_row(status="separated")))

    account.refresh_from_db()
    assert not account.is_active


def test_what_was_agreed_to_is_done() -> None:
    rows = rows_of(roster_row())
    agreed = plan_roster(rows).digest

    import_roster(by=None, rows=rows, agreed=agreed)

    assert Person.objects.count() == 1


def test_another_plan_than_was_agreed_to_is_refused() -> None:
    rows = rows_of(roster_row())
    agreed = plan_roster(rows).digest
    as_registered()

    with pytest.raises(ImportRefused, match="The register changed since the preview"):
        import_roster(by=None, rows=rows, agreed=agreed)


@pytest.mark.parametrize("people", [1, 100])
def test_an_import_takes_as_many_queries_for_a_hundred_people_as_for_one(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PersonFactory(serial_number="boss")
    PersonFactory(serial_number="changed")
    changed = roster_row(serial_number="changed", supervisor="boss")
    added = [roster_row(serial_number=str(n), supervisor="boss") for n in range(people)]
    rows = rows_of(changed, *added)

    with django_assert_num_queries(11):
        import_roster(by=None, rows=rows)
