"""The register of systems in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from policy.systems.choices import Gallery, Ownership
from policy.systems.models import HostName, System
from tests.factories.systems import AccuracyTestFactory, HostNameFactory, SystemFactory
from tests.policy.admin_pages import errors, exported, filled
from tests.policy.counting import queries_of

pytestmark = pytest.mark.django_db

HEAD = (
    "slug,name,vendor,ownership,performing_entity,galleries,algorithm,algorithm_version,"
    "status,verified_on,host_names,source,notes"
)
ROW = "faces,Faces,Inc,commercial,commercial,open_source|other,,,prohibited,,a.example|b.example,,"


def url(page: str, *args: object) -> str:
    return reverse(f"admin:systems_system_{page}", args=args)


@pytest.mark.parametrize("page", ["changelist", "add", "import"])
def test_every_page_of_the_admin_opens(administrator: Client, page: str) -> None:
    assert administrator.get(url(page)).status_code == 200


def test_the_page_of_a_system_opens_with_host_names_and_tests(administrator: Client) -> None:
    host_name = HostNameFactory(domain="faces.example")
    AccuracyTestFactory(system=host_name.system, reference="Report 7")

    page = administrator.get(url("change", host_name.system.pk)).content.decode()

    assert 'value="faces.example"' in page
    assert 'value="Report 7"' in page


def test_systems_are_found_by_host_name(administrator: Client) -> None:
    HostNameFactory(domain="faces.example", system__name="Faces")
    SystemFactory(name="Other")

    page = BeautifulSoup(
        administrator.get(url("changelist"), {"q": "faces.ex"}).content, "html.parser"
    )

    assert [link.get_text() for link in page.select("#result_list tbody th a")] == ["Faces"]


def test_lists_take_as_many_queries_for_a_hundred_rows_as_for_one(administrator: Client) -> None:
    HostNameFactory()
    for_one = queries_of(administrator, url("changelist"))

    HostNameFactory.create_batch(99)

    assert queries_of(administrator, url("changelist")) == for_one


def test_a_system_is_not_deleted_but_retired(administrator: Client) -> None:
    system = SystemFactory()

    assert administrator.post(url("delete", system.pk), {"post": "yes"}).status_code == 403


def test_a_system_is_allowed_only_once_verified(administrator: Client) -> None:
    page = url("change", SystemFactory(commercial=True).pk)

    response = administrator.post(page, {**filled(administrator, page), "status": "allowed"})

    assert errors(response) == [
        "A system can be allowed only after the department has verified its entry."
    ]


def test_host_names_are_written_with_the_system(administrator: Client) -> None:
    system = SystemFactory()
    page = url("change", system.pk)
    changes = {"host_names-TOTAL_FORMS": "1", "host_names-0-domain": "faces.example"}

    administrator.post(page, {**filled(administrator, page), **changes})

    assert [name.domain for name in system.host_names.all()] == ["faces.example"]


@pytest.mark.parametrize(
    ("domain", "error"),
    [
        (
            "https://faces.example/",
            "Enter a domain in lower case without scheme or path, for example example.com.",
        ),
        ("taken.example", "This domain belongs to a system already."),
    ],
)
def test_a_wrong_host_name_is_an_error_of_the_form(
    administrator: Client, domain: str, error: str
) -> None:
    HostNameFactory(domain="taken.example")
    page = url("change", SystemFactory().pk)
    changes = {"host_names-TOTAL_FORMS": "1", "host_names-0-domain": domain}

    response = administrator.post(page, {**filled(administrator, page), **changes})

    assert errors(response) == [error]


# --- Files -------------------------------------------------------------------------------------


def upload(client: Client, *lines: str) -> HttpResponse:
    file = SimpleUploadedFile("systems.csv", "\n".join((HEAD, *lines)).encode())
    return client.post(url("import"), {"format": "0", "import_file": file})


def confirm(client: Client, preview: HttpResponse) -> HttpResponse:
    form = BeautifulSoup(preview.content, "html.parser").select_one("#content form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    return client.post(url("process_import"), data)


def test_an_export_holds_galleries_and_host_names(administrator: Client) -> None:
    system = SystemFactory(
        slug="faces", name="=Faces", galleries=[Gallery.OPEN_SOURCE, Gallery.OTHER]
    )
    HostNameFactory(system=system, domain="b.example")
    HostNameFactory(system=system, domain="a.example")

    (row,) = exported(administrator.get(url("export")))

    assert ",".join(row) == HEAD
    assert (row["name"], row["galleries"]) == ("'=Faces", "open_source|other")
    assert row["host_names"] == "a.example|b.example"


def test_systems_are_imported(administrator: Client) -> None:
    confirm(administrator, upload(administrator, ROW))

    system = System.objects.get()
    assert (system.slug, system.name, system.ownership) == ("faces", "Faces", Ownership.COMMERCIAL)
    assert system.galleries == [Gallery.OPEN_SOURCE, Gallery.OTHER]
    assert [name.domain for name in system.host_names.all()] == ["a.example", "b.example"]


def test_a_preview_of_an_import_touches_nothing(administrator: Client) -> None:
    upload(administrator, ROW)

    assert not System.objects.exists()


def test_an_export_can_be_imported_again(administrator: Client) -> None:
    HostNameFactory(system__name="=Faces", system__slug="faces", domain="faces.example")
    export = administrator.get(url("export")).content.decode().splitlines()

    confirm(administrator, upload(administrator, *export[1:]))

    assert System.objects.get().name == "=Faces"
    assert [name.domain for name in HostName.objects.all()] == ["faces.example"]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (",commercial,commercial,", ",secret,commercial,", "Value 'secret' is not a valid choice"),
        ("prohibited,,", "allowed,,", "only after the department has verified its entry"),
        ("a.example", "http://a", "Enter a domain in lower case"),
        ("open_source|other", "", "This field cannot be blank"),
        ("prohibited,,", "prohibited,soon,", "Value could not be parsed"),
    ],
)
def test_a_file_with_a_fault_is_told_and_changes_nothing(
    administrator: Client, wrong: str, right: str, said: str
) -> None:
    good = ROW.replace("faces,Faces", "good,Good").replace(".example", ".good")

    response = upload(administrator, good, ROW.replace(wrong, right))

    page = BeautifulSoup(response.content, "html.parser").get_text(" ")
    assert said in " ".join(page.split())
    assert not System.objects.exists()


@pytest.mark.parametrize("sign", ["\n", "\x1b", "\u2028"])
def test_a_system_has_no_control_character_in_its_name(administrator: Client, sign: str) -> None:
    page = url("change", SystemFactory(commercial=True).pk)

    response = administrator.post(page, {**filled(administrator, page), "name": f"A{sign}B"})

    assert errors(response) == ["Enter a name without line ends and other control characters."]
