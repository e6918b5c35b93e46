"""Importing in the browser: a preview, then the same file once more."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from policy.personnel.importing.table import MAX_BYTES
from policy.personnel.models import Account, Certificate, Person
from tests.factories.personnel import CourseFactory, PersonFactory
from tests.policy.pages import cells, words
from tests.policy.personnel.conftest import SignIn
from tests.policy.personnel.files import certificate_row, csv_of, department, roster_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _department(db: None, tmp_path: Path, settings: Settings) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    department()


@pytest.fixture
def client(sign_in: SignIn, administrator: Account) -> Client:
    return sign_in(account=administrator)


def upload(client: Client, content: bytes, kind: str = "roster") -> HttpResponse:
    file = SimpleUploadedFile("people.csv", content, content_type="text/csv")
    return client.post(reverse("personnel:import", args=[kind]), {"file": file})


def confirm(client: Client, preview: HttpResponse, kind: str = "roster") -> HttpResponse:
    soup = BeautifulSoup(preview.content, "html.parser")
    names = ("upload", "agreed")
    data = {name: soup.select_one(f"[name={name}]")["value"] for name in names}
    return client.post(reverse("personnel:import_confirm", args=[kind]), data, follow=True)


def kept_files() -> list[str]:
    storage = storages["private"]
    return storage.listdir("imports")[1] if storage.exists("imports") else []


@pytest.mark.parametrize("kind", ["roster", "certificates"])
def test_the_page_names_the_columns(client: Client, kind: str) -> None:
    text = words(client.get(reverse("personnel:import", args=[kind])))

    assert "Columns of the file" in text
    assert "serial_number" in text


def test_a_kind_of_file_that_is_unknown_is_not_found(client: Client) -> None:
    assert client.get(reverse("personnel:import", args=["cars"])).status_code == 404


def test_a_preview_shows_what_would_be_done_and_touches_nothing(client: Client) -> None:
    PersonFactory(serial_number="102")

    response = upload(client, csv_of(roster_row(), roster_row(serial_number="102")))

    assert "1 to be added 1 to be changed 0 to stay as they are" in words(response)
    assert cells(response, "Who") == ["101 Ada Alder", "102 Ada Alder"]
    assert cells(response, "What")[1].startswith("first_name: Robin → Ada")
    assert Person.objects.filter(first_name="Ada").count() == 0


def test_a_file_that_changes_nothing_is_not_offered_for_import(client: Client) -> None:
    confirm(client, upload(client, csv_of(roster_row())))

    response = upload(client, csv_of(roster_row()))

    assert "Nothing to do The register already says what the file says." in words(response)
    assert "Import the file" not in words(response)


def test_a_confirmed_preview_is_done(client: Client) -> None:
    response = confirm(client, upload(client, csv_of(roster_row())))

    assert "Added 1, changed 0 and left 0 as they are." in words(response)
    assert "Alder, Ada" in cells(response, "Name")
    assert kept_files() == []


def test_every_fault_is_listed_and_nothing_is_kept(client: Client) -> None:
    response = upload(client, csv_of(roster_row(rank="Boss", sworn="maybe")))

    assert "The file has 2 faults; nothing was changed" in words(response)
    assert cells(response, "Line") == ["2", "2"]
    assert cells(response, "Column") == ["rank", "sworn"]
    assert cells(response, "Value") == ["Boss", "maybe"]
    assert cells(response, "Expected")[1] == "yes or no"
    assert kept_files() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Expected a file that is not empty"),
        (b"x" * (MAX_BYTES + 1), "Expected a file of at most 5.0"),
        ("a,b\nZoë,\n".encode("utf-16"), "text in UTF-8"),
    ],
    ids=["empty", "too large", "utf-16"],
)
def test_a_file_that_cannot_be_read_says_why(client: Client, content: bytes, said: str) -> None:
    assert said in cells(upload(client, content), "Expected")[0]


def test_a_form_without_a_file_says_so(client: Client) -> None:
    response = client.post(reverse("personnel:import", args=["roster"]))

    assert "CSV file: This field is required." in words(response)


def test_what_a_file_says_is_shown_as_text(client: Client) -> None:
    response = upload(client, csv_of(roster_row(rank="<script>alert(1)</script>")))

    assert cells(response, "Value") == ["<script>alert(1)</script>"]


def test_a_preview_that_was_replaced_by_another_is_not_done(client: Client) -> None:
    first = upload(client, csv_of(roster_row()))
    upload(client, csv_of(roster_row(first_name="Eve")))

    response = confirm(client, first)

    assert "The file was imported already, or replaced by another." in words(response)
    assert not Person.objects.filter(serial_number="101").exists()


def test_a_preview_is_done_once(client: Client) -> None:
    preview = upload(client, csv_of(roster_row()))
    confirm(client, preview)

    response = confirm(client, preview)

    assert "The file was imported already" in words(response)


def test_a_preview_that_is_no_longer_true_is_not_done(client: Client) -> None:
    preview = upload(client, csv_of(roster_row()))
    PersonFactory(serial_number="101", first_name="Eve")

    response = confirm(client, preview)

    assert "The register changed since the preview." in words(response)
    assert Person.objects.get(serial_number="101").first_name == "Eve"


def test_a_preview_of_someone_else_is_not_done(client: Client, sign_in: SignIn) -> None:
    preview = upload(client, csv_of(roster_row()))

    response = confirm(sign_in("administrator"), preview)

    assert "Upload it again." in words(response)
    assert not Person.objects.filter(serial_number="101").exists()


def test_a_confirmation_without_its_hashes_is_refused(client: Client) -> None:
    response = client.post(reverse("personnel:import_confirm", args=["roster"]))

    assert response.status_code == 400


def test_certificates_are_imported_the_same_way(client: Client) -> None:
    PersonFactory(serial_number="101")
    CourseFactory(code="FR-101")

    preview = upload(client, csv_of(certificate_row()), kind="certificates")
    response = confirm(client, preview, kind="certificates")

    assert "Added 1, changed 0 and left 0 as they are." in words(response)
    assert Certificate.objects.get().number == "L-1"


def test_a_page_lists_so_many_rows_and_counts_the_rest(client: Client) -> None:
    rows = [roster_row(serial_number=str(n)) for n in range(201)]

    response = upload(client, csv_of(*rows))

    assert len(cells(response, "Who")) == 200
    assert "201 to be added" in words(response)
    assert "The first 200 are listed." in words(response)
