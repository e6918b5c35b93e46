"""The pages of the register of systems."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from policy.systems.actions import load_catalog
from policy.systems.choices import Gallery
from tests.factories.systems import AccuracyTestFactory, HostNameFactory, SystemFactory
from tests.policy.counting import queries_of
from tests.policy.pages import cells, words

pytestmark = pytest.mark.django_db

LIST = "systems:list"


@pytest.fixture
def _register(db: None) -> None:
    """Three systems that differ in everything that a filter looks at."""
    SystemFactory(name="County", vendor="Sheriff")
    commercial = SystemFactory(name="Faces", vendor="Faces, Inc.", commercial=True)
    HostNameFactory(system=commercial, domain="faces.example")
    HostNameFactory(system=commercial, domain="faces2.example")
    SystemFactory(
        name="State", retired=True, galleries=[Gallery.BOOKING_PHOTOS, Gallery.DRIVER_LICENSES]
    )


FILTERS = [
    ({}, ["County", "Faces", "State"]),
    ({"q": "sheriff"}, ["County"]),
    ({"q": "faces"}, ["Faces"]),
    ({"q": "faces2.ex"}, ["Faces"]),
    ({"ownership": "government"}, ["County", "State"]),
    ({"status": "retired"}, ["State"]),
    ({"gallery": "booking_photos"}, ["County", "State"]),
    ({"gallery": "open_source"}, ["Faces"]),
    ({"ownership": "government", "status": "allowed"}, ["County"]),
    ({"q": "nothing"}, []),
]


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize(("asked", "found"), FILTERS)
def test_systems_are_filtered(requester: Client, asked: dict[str, str], found: list[str]) -> None:
    assert cells(requester.get(reverse(LIST), asked), "Name") == found


@pytest.mark.usefixtures("_register")
def test_a_wrong_filter_is_said_to_be_wrong_and_filters_nothing(requester: Client) -> None:
    response = requester.get(reverse(LIST), {"status": "lost", "q": "county"})

    assert "Status: Select a valid choice. lost is not one of the available choices." in words(
        response
    )
    assert cells(response, "Name") == ["County"]


@pytest.mark.usefixtures("_register")
def test_a_system_is_listed_with_what_matters(requester: Client) -> None:
    response = requester.get(reverse(LIST), {"q": "faces"})

    columns = ("Vendor", "Ownership", "Searches", "Status", "Verified")
    assert [cells(response, column) for column in columns] == [
        ["Faces, Inc."],
        ["a commercial third party's"],
        ["photos collected from the open web"],
        ["prohibited"],
        ["to be verified"],
    ]


def test_an_empty_register_says_who_fills_it(requester: Client) -> None:
    text = words(requester.get(reverse(LIST)))

    assert "No system found The register is empty. An administrator fills it" in text


def test_a_long_register_is_turned_page_by_page(requester: Client) -> None:
    for n in range(60):
        SystemFactory(name=f"System {n:02}")
    first = requester.get(reverse(LIST))

    link = BeautifulSoup(first.content, "html.parser").select_one("[rel=next]")["href"]
    second = requester.get(reverse(LIST) + link)

    names = cells(first, "Name") + cells(second, "Name")
    assert names == [f"System {n:02}" for n in range(60)]


def test_the_list_takes_as_many_queries_for_a_hundred_systems_as_for_one(
    requester: Client,
) -> None:
    SystemFactory()
    for_one = queries_of(requester, reverse(LIST))

    HostNameFactory.create_batch(99)

    assert queries_of(requester, reverse(LIST)) == for_one


def test_the_page_of_a_system_tells_what_is_known(requester: Client) -> None:
    system = SystemFactory(
        vendor="Sheriff",
        algorithm="Faces",
        algorithm_version="7",
        source="The manual.\nPage 2.",
        notes="First <b>note</b>.",
        entered_at=datetime(2024, 6, 15, 12, tzinfo=UTC),
        verified_on=date(2024, 6, 1),
    )
    HostNameFactory(system=system, domain="b.example")
    HostNameFactory(system=system, domain="a.example")

    text = words(requester.get(system.get_absolute_url()))

    assert "Vendor Sheriff Ownership a government partner's" in text
    assert "Searches are performed by the county It searches booking photos" in text
    assert "Algorithm Faces 7 Verified by the department June 1, 2024" in text
    assert "In the register since June 15, 2024 Source The manual. Page 2." in text
    assert "Notes First <b>note</b>." in text
    assert "Host names a.example b.example" in text
    assert "To be verified by the department" not in text


def test_an_unverified_system_says_that_it_is_to_be_verified(requester: Client) -> None:
    system = SystemFactory(commercial=True)

    text = words(requester.get(system.get_absolute_url()))

    assert "To be verified by the department" in text
    assert "the system cannot be allowed until it has." in text


def test_accuracy_tests_are_listed_the_latest_first(requester: Client) -> None:
    system = SystemFactory()
    AccuracyTestFactory(system=system, reference="Old", tested_on=date(2020, 1, 1))
    AccuracyTestFactory(
        system=system,
        reference="New",
        tested_on=date(2023, 1, 1),
        true_positive_rate=Decimal("98.5"),
    )

    response = requester.get(system.get_absolute_url())

    assert cells(response, "Reference") == ["New", "Old"]
    assert cells(response, "Lowest rate") == ["98.500 %", "99.000 %"]


def test_a_system_that_is_not_registered_is_not_found(requester: Client) -> None:
    assert requester.get(reverse("systems:detail", args=["unknown"])).status_code == 404


def test_every_page_of_the_catalog_opens(requester: Client) -> None:
    load_catalog(by=None, at=datetime(2024, 6, 15, tzinfo=UTC))
    found = BeautifulSoup(requester.get(reverse(LIST)).content, "html.parser").select("tbody a")

    statuses = {requester.get(link["href"]).status_code for link in found}

    assert (len(found), statuses) == (44, {200})
