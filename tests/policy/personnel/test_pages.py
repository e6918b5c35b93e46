"""The pages of people and units."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from policy.personnel.choices import Grade, Issuer, PersonStatus, Role
from policy.personnel.models import Person, Unit
from tests.factories.personnel import (
    AccountFactory,
    CertificateFactory,
    PersonFactory,
    RankFactory,
    UnitFactory,
)
from tests.policy.counting import queries_of
from tests.policy.pages import cells, words
from tests.policy.personnel.conftest import SignIn

pytestmark = pytest.mark.django_db

PEOPLE = "personnel:people"


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    return sign_in(account=AccountFactory(roles=[Role.AUDITOR], person=None))


def test_people_are_listed_by_name(auditor: Client) -> None:
    for last_name, first_name in (("Doe", "Zoe"), ("Alder", "Bo"), ("Doe", "Ada")):
        PersonFactory(last_name=last_name, first_name=first_name)

    response = auditor.get(reverse(PEOPLE))

    assert cells(response, "Name") == ["Alder, Bo", "Doe, Ada", "Doe, Zoe"]


def test_a_person_is_listed_with_rank_unit_status_and_training(auditor: Client) -> None:
    unit = UnitFactory(name="Homicide")
    PersonFactory(
        serial_number="101",
        rank=RankFactory(grade=Grade.SERGEANT),
        unit=unit,
        status=PersonStatus.ON_LEAVE,
    )

    response = auditor.get(reverse(PEOPLE))

    columns = ("Serial number", "Rank", "Unit", "Status", "Training")
    assert [cells(response, column) for column in columns] == [
        ["101"],
        ["Sergeant"],
        ["Homicide"],
        ["on leave"],
        ["none"],
    ]


@pytest.fixture
def staff() -> None:
    """Three people who differ in everything that a filter looks at."""
    bureau = UnitFactory(code="BUR")
    ada = PersonFactory(first_name="Ada", last_name="Alder", serial_number="101", unit=bureau)
    bo = PersonFactory(
        first_name="Bo",
        last_name="Birch",
        serial_number="202",
        unit=UnitFactory(code="DIV", parent=bureau),
        status=PersonStatus.ON_LEAVE,
    )
    PersonFactory(first_name="Cy", last_name="Cedar", serial_number="303")
    CertificateFactory(person=ada, issued_on=date(2024, 1, 1))
    CertificateFactory(
        person=bo, for_examiners=True, issued_on=date(2022, 1, 1), expires_on=date(2023, 1, 1)
    )


FILTERS = [
    ({"q": "bo"}, ["Birch, Bo"]),
    ({"q": "bo birch"}, ["Birch, Bo"]),
    ({"q": "30"}, ["Cedar, Cy"]),
    ({"q": "bo cedar"}, []),
    ({"unit": "BUR"}, ["Alder, Ada", "Birch, Bo"]),
    ({"unit": "DIV"}, ["Birch, Bo"]),
    ({"status": "on_leave"}, ["Birch, Bo"]),
    ({"training": "current"}, ["Alder, Ada"]),
    ({"training": "lapsed"}, ["Birch, Bo"]),
    ({"training": "none"}, ["Cedar, Cy"]),
    ({"training": "current", "on": "2022-06-01"}, ["Birch, Bo"]),
    ({"training": "lapsed", "track": "examiner"}, ["Birch, Bo"]),
    ({"training": "none", "track": "examiner"}, ["Alder, Ada", "Cedar, Cy"]),
    ({"unit": "BUR", "training": "lapsed"}, ["Birch, Bo"]),
]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(("asked", "found"), FILTERS)
@time_machine.travel("2024-06-15 12:00Z")
def test_people_are_filtered(auditor: Client, asked: dict[str, str], found: list[str]) -> None:
    codes = dict(Unit.objects.values_list("code", "pk"))
    query = {name: codes.get(value, value) for name, value in asked.items()}

    response = auditor.get(reverse(PEOPLE), query)

    assert cells(response, "Name") == found


@pytest.mark.usefixtures("staff")
def test_a_wrong_filter_is_said_to_be_wrong_and_filters_nothing(auditor: Client) -> None:
    response = auditor.get(reverse(PEOPLE), {"on": "soon", "q": "ada"})

    assert "As of: Enter a valid date." in words(response)
    assert 'value="soon"' in response.content.decode()
    assert cells(response, "Name") == ["Alder, Ada"]


def test_a_list_without_people_says_what_to_do(auditor: Client) -> None:
    PersonFactory()

    response = auditor.get(reverse(PEOPLE), {"q": "nobody"})

    assert "Nobody found Nobody whom you may see fits these filters." in words(response)


def test_a_long_list_is_turned_page_by_page_and_back(auditor: Client) -> None:
    names = [f"Doe{n:03}" for n in range(120)]
    for name in reversed(names):
        PersonFactory(last_name=name, first_name="A")
    pages = [auditor.get(reverse(PEOPLE), {"status": "active"})]

    for direction in ("next", "next", "prev"):
        soup = BeautifulSoup(pages[-1].content, "html.parser")
        pages.append(auditor.get(reverse(PEOPLE) + soup.select_one(f"[rel={direction}]")["href"]))

    shown = [[name.removesuffix(", A") for name in cells(page, "Name")] for page in pages]
    assert shown == [names[:50], names[50:100], names[100:], names[50:100]]


def test_a_damaged_link_to_a_page_is_refused(auditor: Client) -> None:
    assert auditor.get(reverse(PEOPLE), {"older": "W10"}).status_code == 400


def test_the_list_takes_as_many_queries_for_a_hundred_people_as_for_one(auditor: Client) -> None:
    CertificateFactory()
    for_one = queries_of(auditor, reverse(PEOPLE))

    CertificateFactory.create_batch(99)

    assert queries_of(auditor, reverse(PEOPLE)) == for_one


def test_an_administrator_is_offered_the_imports(sign_in: SignIn) -> None:
    response = sign_in(Role.ADMINISTRATOR).get(reverse(PEOPLE))

    assert "Import the roster" in words(response)


def test_an_auditor_is_offered_no_import(auditor: Client) -> None:
    assert "Import" not in words(auditor.get(reverse(PEOPLE)))


@pytest.fixture
def officer() -> Person:
    captain = PersonFactory(first_name="Cap", last_name="Tain", serial_number="1")
    sergeant = PersonFactory(first_name="Ser", last_name="Geant", supervisor=captain)
    section = UnitFactory(name="Section", parent=UnitFactory(name="Bureau"))
    return PersonFactory(
        first_name="Ada", last_name="Alder", serial_number="101", unit=section, supervisor=sergeant
    )


def test_the_page_of_a_person_tells_their_service(auditor: Client, officer: Person) -> None:
    AccountFactory(person=officer, username="ada", roles=[Role.REQUESTER, Role.EXAMINER])

    text = words(auditor.get(officer.get_absolute_url()))

    assert "Serial number 101 Rank Police officer, sworn Unit Bureau › Section" in text
    assert "Chain of command Ser Geant , Police officer Cap Tain , Police officer" in text
    assert "Account ada open Examiner, since" in text


@time_machine.travel("2024-06-15 12:00Z")
def test_the_page_of_a_person_tells_their_training_today(auditor: Client, officer: Person) -> None:
    CertificateFactory(
        person=officer, number="L-1", issuer=Issuer.LACRIS, expires_on=date(2024, 6, 15)
    )

    text = words(auditor.get(officer.get_absolute_url()))

    assert "Training as of June 15, 2024" in text
    assert "May request searches yes L-1, LACRIS" in text
    assert "May run searches and compare faces no certificate on this day" in text


def test_the_page_of_a_person_tells_their_training_on_another_day(
    auditor: Client, officer: Person
) -> None:
    CertificateFactory(person=officer, number="A", expires_on=date(2023, 1, 1))
    CertificateFactory(person=officer, number="B", issued_on=date(2024, 1, 1))
    CertificateFactory(
        person=officer, number="C", issued_on=date(2021, 1, 1), revoked_on=date(2022, 1, 1)
    )
    CertificateFactory(person=officer, number="D", issued_on=date(2020, 1, 1))

    response = auditor.get(officer.get_absolute_url(), {"on": "2023-06-01"})

    states = dict(zip(cells(response, "Number"), cells(response, "On this day"), strict=True))
    assert states == {
        "A": "expired",
        "B": "not valid yet",
        "C": "revoked revoked on Jan. 1, 2022 Issued in error.",
        "D": "valid",
    }


@time_machine.travel("2024-06-15 12:00Z")
def test_a_day_that_is_none_is_said_to_be_wrong(auditor: Client, officer: Person) -> None:
    text = words(auditor.get(officer.get_absolute_url(), {"on": "2024-13-01"}))

    assert "As of: Enter a valid date." in text
    assert "Training as of June 15, 2024" in text


def test_everyone_opens_their_own_page(sign_in: SignIn, officer: Person) -> None:
    client = sign_in(account=AccountFactory(person=officer, roles=[Role.REQUESTER]))

    response = client.get(officer.get_absolute_url())

    links = [
        link["href"] for link in BeautifulSoup(response.content, "html.parser").select("aside a")
    ]
    assert response.status_code == 200
    assert links == ["mailto:101@police.example"]


def test_a_supervisor_opens_the_pages_of_their_command(sign_in: SignIn, officer: Person) -> None:
    captain = Person.objects.get(serial_number="1")
    client = sign_in(account=AccountFactory(person=captain, roles=[Role.SUPERVISOR]))

    assert client.get(officer.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.EXAMINER, Role.SUPERVISOR])
def test_the_page_of_someone_else_is_not_found(
    sign_in: SignIn, officer: Person, role: Role
) -> None:
    assert sign_in(role).get(officer.get_absolute_url()).status_code == 404


def test_units_are_shown_as_a_tree_with_their_people(auditor: Client) -> None:
    bureau = UnitFactory(code="B", name="Bureau")
    division = UnitFactory(code="D", name="Division", parent=bureau)
    section = UnitFactory(code="S", name="Section", parent=division)
    UnitFactory(code="Z", name="Other")
    PersonFactory(unit=bureau)
    PersonFactory.create_batch(2, unit=section)

    soup = BeautifulSoup(auditor.get(reverse("personnel:units")).content, "html.parser")

    tree = soup.select_one(".gh-card > ul")
    assert " ".join(tree.get_text(" ", strip=True).split()) == (
        "Bureau B · 3 people Division D · 2 people Section S · 2 people Other Z · 0 people"
    )
    assert [link.get_text() for link in tree.select("ul ul ul a")] == ["Section"]


def test_the_tree_takes_as_many_queries_for_a_hundred_units_as_for_one(auditor: Client) -> None:
    PersonFactory()
    for_one = queries_of(auditor, reverse("personnel:units"))

    PersonFactory.create_batch(99)

    assert queries_of(auditor, reverse("personnel:units")) == for_one


def test_a_page_takes_as_many_queries_for_a_hundred_certificates_as_for_one(
    auditor: Client, officer: Person
) -> None:
    CertificateFactory(person=officer)
    for_one = queries_of(auditor, officer.get_absolute_url())

    CertificateFactory.create_batch(99, person=officer)

    assert queries_of(auditor, officer.get_absolute_url()) == for_one
