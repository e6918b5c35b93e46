from datetime import date

import pytest

from audits.reports.figures.uncertified import uncertified, uncertified_people
from policy.personnel.choices import Grade, Role
from policy.personnel.models import Person
from tests.audits.reports.building import unit
from tests.audits.reports.scopes import cells, moment, scope
from tests.factories.personnel import AccountFactory, CertificateFactory, RankFactory

pytestmark = pytest.mark.django_db


def holder(*roles: Role, **fields: object) -> Person:
    given = {f"person__{name}": value for name, value in fields.items()}
    return AccountFactory(roles=roles, **given).person


def certify(person: Person, until: date | None = None, **fields: object) -> Person:
    CertificateFactory(person=person, expires_on=until, **fields)
    return person


def keys(table) -> list[str]:
    return [row.key for row in table.rows]


def test_people_without_a_certificate_are_counted_by_unit():
    robbery, arson = unit("R", name="Robbery"), unit("A", name="Arson")
    for _ in range(2):
        holder(Role.REQUESTER, unit=robbery)
    holder(Role.EXAMINER, unit=arson)
    certify(holder(Role.REQUESTER, unit=arson))
    holder(Role.SUPERVISOR, unit=arson)

    table = uncertified(scope())

    assert keys(table) == ["A", "R"]
    assert cells(table) == {
        "A": ("Arson", 1),
        "R": ("Robbery", 2),
        "total": ("All people without one", 3),
    }


def test_each_is_named_with_rank_unit_roles_and_the_end_of_the_last_certificate():
    person = holder(
        Role.REQUESTER,
        Role.EXAMINER,
        first_name="Ana",
        last_name="Ruiz",
        serial_number="41001",
        unit=unit("R", name="Robbery"),
        rank=RankFactory(grade=Grade.DETECTIVE),
    )
    certify(person, until=date(2026, 6, 30), for_examiners=True)
    certify(person, until=date(2025, 6, 30))

    assert cells(uncertified_people(scope())) == {
        "41001": ("Detective Ana Ruiz", "41001", "Robbery", "Examiner and Requester", "2026-06-30")
    }


def test_last_day_of_the_period_decides():
    certify(holder(Role.REQUESTER), until=date(2026, 10, 31))
    lapsed = certify(holder(Role.REQUESTER), until=date(2026, 10, 30))

    assert keys(uncertified_people(scope())) == [lapsed.serial_number]


def test_day_of_the_report_decides_while_the_period_runs():
    certify(holder(Role.REQUESTER), until=date(2026, 10, 20))

    table = uncertified(scope(as_of=moment(10, 20, 23)))

    assert cells(table) == {"total": ("All people without one", 0)}
    assert "Oct. 20, 2026" in table.note


def test_unit_counts_with_every_unit_below_it():
    bureau = unit("B")
    inside = holder(Role.REQUESTER, unit=unit("D", bureau))
    holder(Role.REQUESTER, unit=unit("X"))

    assert keys(uncertified_people(scope(unit=bureau))) == [inside.serial_number]
    assert keys(uncertified(scope(unit=bureau))) == ["D"]
