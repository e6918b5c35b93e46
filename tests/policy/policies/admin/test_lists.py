"""The lists and the agencies in the admin: by the same guards, and out and in as CSV."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from policy.lists.choices import ListName
from policy.lists.models import Agency, Entry
from policy.lists.queries import current
from policy.personnel.choices import Role
from tests.factories.lists import AgencyFactory, entered, entry_of
from tests.factories.personnel import AccountFactory
from tests.policy.admin_pages import errors, exported, filled

pytestmark = pytest.mark.django_db

HEAD = "list,code,words,after,attempt_of,statute,since,until,note"


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(AccountFactory(roles=[Role.ADMINISTRATOR]))
    return client


def url(page: str, *args: object, model: str = "entry") -> str:
    return reverse(f"admin:lists_{model}_{page}", args=args)


def upload(client: Client, *lines: str, head: str = HEAD, model: str = "entry"):
    file = SimpleUploadedFile("lists.csv", "\n".join((head, *lines)).encode())
    return client.post(url("import", model=model), {"format": "0", "import_file": file})


def confirm(client: Client, preview, model: str = "entry") -> None:
    form = BeautifulSoup(preview.content, "html.parser").select_one("#content form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    client.post(url("process_import", model=model), data)


@pytest.mark.parametrize("model", ["entry", "agency"])
@pytest.mark.parametrize("page", ["changelist", "add", "import"])
def test_every_page_of_the_admin_opens(administrator, model, page):
    assert administrator.get(url(page, model=model)).status_code == 200


def test_entry_is_found_by_its_statute(administrator):
    entered(ListName.OFFENSE, "poaching", statute="Fish and Game Code 2000")

    found = BeautifulSoup(
        administrator.get(url("changelist"), {"q": "fish and"}).content, "html.parser"
    )

    assert [link.get_text() for link in found.select("#result_list tbody th a")] == ["poaching"]


def test_entry_is_not_deleted(administrator):
    entry = entry_of(ListName.OFFENSE, "robbery")

    assert administrator.post(url("delete", entry.pk), {"post": "yes"}).status_code == 403


def test_entry_is_added_and_changed_and_keeps_its_code(administrator):
    given = {"list": "media", "code": "thermal", "words": "a thermal image"}
    administrator.post(url("add"), given)
    page = url("change", entry_of(ListName.MEDIA, "thermal").pk)

    administrator.post(page, {**filled(administrator, page), "until": "2026-06-30", "code": "heat"})

    assert current().codes(ListName.MEDIA)[-1] == "thermal"
    entry = entry_of(ListName.MEDIA, "thermal")
    assert (entry.until, entry.entered_by.has_role(Role.ADMINISTRATOR)) == (
        date(2026, 6, 30),
        True,
    )


def test_what_cannot_be_is_an_error_of_the_form(administrator):
    response = administrator.post(url("add"), {"list": "media", "code": "still", "words": "x"})

    assert errors(response) == ["The list has an entry with this code already."]


def test_agency_is_added_with_its_agreement(administrator):
    page = url("add", model="agency")
    given = {
        "name": "Port Amity Police",
        "kind": "local",
        "agreements-TOTAL_FORMS": "1",
        "agreements-0-reference": "Memorandum 7",
        "agreements-0-since": "2026-01-01",
    }

    administrator.post(page, {**filled(administrator, page), **given})

    assert Agency.objects.get().on_list(date(2026, 1, 1))


def test_entries_are_imported_behind_one_another(administrator):
    preview = upload(
        administrator,
        "legal_basis,subpoena,a subpoena,probable_cause,,,2026-01-01,,",
        "offense,attempted_homicide,attempted homicide,,homicide,664/187,,,",
        "offense,arson,setting fires,,,,,,",
    )
    assert not Entry.objects.filter(code="subpoena").exists()

    confirm(administrator, preview)

    codes = current().codes(ListName.LEGAL_BASIS)
    assert codes[codes.index("subpoena") - 1] == "probable_cause"
    assert current().is_attempt("attempted_homicide")
    assert entry_of(ListName.OFFENSE, "arson").words == "setting fires"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("offense,Poaching,poaching,,,,,,", "Write a code of lower-case letters"),
        ("weather,rain,rain,,,,,,", "is not a valid choice"),
        ("media,thermal,heat,robbery,,,,,", "The list has no entry with this code."),
        ("media,thermal,heat,,robbery,,,,", "Only an offense can be an attempt of another."),
    ],
)
def test_file_with_a_fault_is_told_and_changes_nothing(administrator, row, said):
    before = Entry.objects.count()

    response = upload(administrator, "media,infrared,an infrared image,,,,,,", row)

    shown = BeautifulSoup(response.content, "html.parser").get_text(" ")
    assert said in " ".join(shown.split())
    assert Entry.objects.count() == before


def test_an_export_can_be_imported_again(administrator):
    entered(ListName.OFFENSE, "poaching", "=taking game", since=date(2026, 1, 1))
    export = administrator.get(url("export")).content.decode()
    rows = exported(administrator.get(url("export")))
    before = current().items

    confirm(administrator, upload(administrator, *export.splitlines()[1:]))

    assert ",".join(rows[0]) == HEAD
    assert {row["words"] for row in rows if row["code"] == "poaching"} == {"'=taking game"}
    assert current().items == before


def test_agencies_are_imported(administrator):
    AgencyFactory(name="Port Amity Police", kind="local")
    rows = ("Port Amity Police,campus,", "State Patrol,state,By statute.")

    confirm(
        administrator,
        upload(administrator, *rows, head="name,kind,note", model="agency"),
        model="agency",
    )

    assert dict(Agency.objects.values_list("name", "kind")) == {
        "Port Amity Police": "campus",
        "State Patrol": "state",
    }
