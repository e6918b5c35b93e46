"""Mappings on the pages: what is proposed, tried, refused with what was typed, and kept."""

import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.discovery.actions.mappings import end_mapping
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_files import mapping_in
from audits.discovery.models import ImportedFile, SavedMapping
from policy.personnel.choices import Role
from tests.audits.discovery.importing import AT, imported
from tests.audits.discovery.test_mappings import GATEWAY, HEADER, LINE, LOG, NUMBERED, save
from tests.audits.discovery.views.reading import errors, page, rows, words
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("discovery:mappings"), reverse("discovery:new_mapping")
FIELDS = (
    *("time", "user", "client", "device", "host", "url", "method", "outcome", "peer"),
    "application",
)
NAMED = ["Name", "Lines", "Where it stands", "Time"]


@pytest.fixture
def auditor(client):
    account = AccountFactory(roles=[Role.AUDITOR])
    client.force_login(account)
    return account


def address(name: str, mapping: SavedMapping) -> str:
    return reverse(f"discovery:{name}_mapping", args=[mapping.pk])


def send(client, typed: dict, do: str = "refresh", url: str = NEW, **headers):
    return client.post(url, {**typed, "do": do}, headers=headers)


def shown(soup) -> dict[str, str]:
    """What stands in the form, as a browser would send it on."""
    form = soup.find(id="mapping") or soup
    told = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    told |= {one["name"]: one.text.removeprefix("\n") for one in form.select("textarea[name]")}
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]") or select.option
        told[select["name"]] = chosen["value"]
    del told["upload"], told["csrfmiddlewaretoken"]
    return told


def described(client, **typed: str) -> dict[str, str]:
    """The form once the lines of the gateway were read."""
    return shown(page(send(client, {"name": "Gateway", "sample": LOG, **typed})))


def columns(told: dict[str, str]) -> dict[str, str]:
    return {field: told[field] for field in FIELDS if told[field]}


def test_columns_time_format_and_delimiter_are_proposed_and_tried(client, auditor):
    sent = {"name": "Gateway", "sample": LOG.replace("When", "Time").replace("Who", "User")}

    soup = page(send(client, sent))

    told = shown(soup)
    assert columns(told) == {"time": "k:Time", "user": "k:User"}
    assert (told["kind"], told["delimiter"]) == ("csv", ";")
    assert errors(soup) == []
    said = words(soup.find(id="trial"))
    assert said == (
        "Nothing can be read so far:No column tells what is reached: one of host, url, peer, "
        'application is needed.The time format is ""; it has to be "epoch", "iso", or a pattern '
        'like "%d/%b/%Y %H:%M:%S" that tells day, hour and minute.'
    )
    assert not SavedMapping.objects.exists()


def test_preview_shows_values_and_faults_line_by_line(client, auditor):
    sample = f"{LINE}\n{HEADER}\n{LINE}\nyesterday;x;y;z\n"
    told = described(client, sample=sample) | as_gateway()

    soup = page(send(client, told))

    assert words(soup.select_one("#trial [role=status]")) == "In part 1 of 3 lines can be read."
    assert rows(soup, "As these lines would be read") == [
        ["1", f"Not readable A line that is not Gateway{LINE}"],
        ["2", "A header line"],
        [
            *("3", "March 2, 2026, 10 a.m.", "31234", "app.clearview.ai", "/api/search", "POST"),
        ],
        ["4", "Not readable A time that is none: 'yesterday'yesterday;x;y;z"],
    ]


def as_gateway() -> dict[str, str]:
    chosen = {field: f"k:{column}" for field, column in GATEWAY.columns.items()}
    return {
        **dict.fromkeys(FIELDS, ""),
        **chosen,
        "time_format": "other",
        "pattern": "%d.%m.%Y %H:%M",
        "zone": "UTC",
        "delimiter": ";",
    }


def test_mapping_is_saved_listed_changed_and_ended(client, auditor):
    response = send(client, described(client) | as_gateway(), "save")
    (saved,) = SavedMapping.objects.all()
    assert (response.url, saved.mapping, saved.made_by) == (LIST, GATEWAY, auditor)
    before = shown(page(client.get(address("change", saved))))
    assert before["sample"] == ""

    client.post(address("change", saved), {**before, "sample": LOG, "method": "", "do": "save"})
    new = SavedMapping.objects.get(ended_at=None)
    client.post(address("end", new))

    assert (new.replaces, "method" in new.columns) == (saved, False)
    listed = page(client.get(LIST))
    assert "No format was described yet" in words(listed.main)
    (second, first) = rows(listed, "Ended versions")
    assert first[:4] == [
        "Gateway",
        "Columns, as in CSVsemicolon",
        "When WhenUser WhoURL that is reached WhereMethod How",
        "%d.%m.%Y %H:%MUTC",
    ]
    assert second[2] == "When WhenUser WhoURL that is reached Where"
    sign()
    who = auditor.person
    assert told(kind="discovery.SavedMapping") == [
        f"{who} saved the mapping Gateway, by which logs are read",
        f"{who} ended the mapping Gateway",
        f"{who} saved a new version of the mapping Gateway",
        f"{who} ended the mapping Gateway",
    ]


def test_what_is_proposed_only_when_it_is_saved_is_looked_at_first(client, auditor):
    sample = "time,host\n2026-03-02T18:00:00Z,app.clearview.ai\n"

    soup = page(send(client, {"name": "Hosts", "sample": sample}, "save"))

    assert "Not saved yet" in words(soup.main)
    assert not SavedMapping.objects.exists()
    assert send(client, shown(soup), "save").url == LIST
    assert SavedMapping.objects.get().columns == {"time": "time", "host": "host"}


def test_everything_that_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    client, auditor
):
    told = described(client, name=" ") | {
        "url": "",
        "time": "n:1001",
        "user": 'k:a"b',
        "time_format": "other",
        "pattern": "%H:%M",
        "delimiter": "xy",
        "seen": "chosen",
        "zone": "Mars",
    }

    soup = page(send(client, told, "save"))

    assert {group.label["for"]: words(group.select_one(".usa-error-message"))
            for group in soup.select(".usa-form-group--error")} == {
        "id_name": "This field is required.",
        "id_delimiter": (
            "Select a valid choice. xy is not one of the available choices."
        ),
        "id_time": 'The column for "time" is 1001; numbers go from 1 to 1000.',
        "id_user": 'The column for "user" has a quote, a backslash or a line end in its name.',
        "id_host": (
            "No column tells what is reached: one of host, url, peer, application is needed."
        ),
        "id_pattern": (
            'The time format is "%H:%M"; it has to be "epoch", "iso", or a pattern like '
            '"%d/%b/%Y %H:%M:%S" that tells day, hour and minute.'
        ),
        "id_zone": (
            'There is no time zone "Mars"; one is called "America/Los_Angeles", for example.'
        ),
    }  # fmt: skip
    kept = shown(soup)
    for field in ("time", "user", "time_format", "pattern", "zone", "sample"):
        assert kept[field].replace("\r", "") == told[field]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        (
            {"name": "Squid"},
            "name",
            "“Squid” is a format that Gatehouse knows by itself. Choose another name.",
        ),
        (
            {"name": "gateway"},
            "name",
            "There is a mapping “gateway” already. Change that one, or choose another name.",
        ),
        (
            {"time": "k:Who"},
            "sample",
            "None of these lines can be read: the preview says why, line by line.",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_beside_what_it_is_about(client, auditor, changes, field, said):
    save(auditor)
    told = described(client, name="Other") | as_gateway() | changes

    soup = page(send(client, told, "save"))

    assert errors(soup) == [said]
    assert words(soup.find(id=f"id_{field}_error")) == said
    assert columns(shown(soup)) == columns(told)


def test_empty_form_says_what_it_needs(client, auditor):
    soup = page(send(client, shown(page(client.get(NEW))), "save"))

    assert {one["href"] for one in soup.select(".gh-errors a")} == {
        *("#id_name", "#id_time", "#id_time_format", "#id_host"),
    }


def test_what_was_chosen_after_a_proposal_stays(client, auditor):
    told = described(client, sample=LOG.replace("Who", "User"))
    assert told["user"] == "k:User"

    again = shown(page(send(client, {**told, "user": "", "kind": "csv"})))
    other = shown(page(send(client, {**again, "sample": "user;host\nx;y.example\n"})))

    assert (again["user"], other["user"], other["host"]) == ("", "k:user", "k:host")


def test_lines_come_out_of_a_file_also_a_compressed_one(client, auditor):
    lines = "".join(f"{number};x\n" for number in range(30))
    file = SimpleUploadedFile("gateway.log.gz", gzip.compress(lines.encode()))

    soup = page(client.post(NEW, {"name": "Gateway", "sample": "typed", "upload": file}))

    kept = shown(soup)
    assert kept["sample"].splitlines() == [f"{number};x" for number in range(20)]
    assert (kept["name"], kept["delimiter"]) == ("Gateway", ";")


def test_file_without_lines_is_refused_and_what_was_typed_stays(client, auditor):
    file = SimpleUploadedFile("empty.log", b"\n\n")

    soup = page(client.post(NEW, {"name": "Gateway", "sample": "typed", "upload": file}))

    assert errors(soup) == ["There are no lines in empty.log."]
    assert shown(soup)["sample"] == "typed"


def test_htmx_is_answered_with_what_changes_alone(client, auditor):
    told = described(client) | as_gateway()

    soup = page(send(client, told, **{"HX-Request": "true"}))

    assert soup.find("h1") is None
    assert [one["id"] for one in soup.select("div[id]") if not one.find_parent(id=True)] == [
        "chosen",
        "trial",
    ]
    assert "1 of 1 line can be read." in words(soup.find(id="trial"))


def test_lines_of_a_refused_file_are_filled_in_and_the_look_is_recorded(client, auditor, tmp_path):
    made = imported(tmp_path / "logs", {"gateway.log": f"a\tb\n{'x' * 300}\t2\n"}, by=auditor)
    file = made.files.get()
    url = reverse("discovery:mapping_for_file", args=[made.pk, file.pk])

    linked = page(client.get(made.get_absolute_url())).find("a", href=url)
    soup = page(client.get(url))

    assert words(linked) == "Describe this format of gateway.log"
    assert shown(soup)["sample"] == f"a\tb\n{'x' * 300}\t2"
    assert (shown(soup)["delimiter"], soup.find(id="mapping")["action"]) == ("\t", NEW)
    sign()
    assert (
        told(kind="discovery.Import", verb="viewed")
        == [
            f"{auditor.person} viewed the import Logs of the proxy",
        ]
        * 2
    )


def test_only_a_refused_file_of_that_import_is_shown(client, auditor, tmp_path):
    made = imported(tmp_path / "one", {"gateway.log": "a\tb\n"}, by=auditor)
    other = imported(tmp_path / "two", {"gateway.log": "a\tb\n"}, by=auditor)
    read = made.files.get()

    elsewhere = reverse("discovery:mapping_for_file", args=[other.pk, read.pk])
    assert client.get(elsewhere).status_code == 404
    ImportedFile.objects.filter(pk=read.pk).update(role="log")
    here = reverse("discovery:mapping_for_file", args=[made.pk, read.pk])
    assert client.get(here).status_code == 404


def test_version_that_somebody_ended_meanwhile_is_not_changed_and_nothing_is_lost(client, auditor):
    saved = save(auditor)
    url = address("change", saved)
    told = shown(page(client.get(url))) | {"sample": LOG, "method": ""}
    end_mapping(saved=saved, by=auditor, at=AT)

    soup = page(send(client, told, "save", url=url))

    assert "This version was ended meanwhile" in words(soup.select_one(".gh-errors"))
    assert columns(shown(soup)) == columns(told)
    assert client.get(url).status_code == 404


def test_change_begins_with_what_was_saved_and_proposes_nothing(client, auditor):
    saved = save(auditor)
    url = address("change", saved)

    begun = page(client.get(url))
    refreshed = shown(page(send(client, shown(begun) | {"sample": "time;host\n1;x\n"}, url=url)))

    assert begun.find(id="id_name").has_attr("disabled")
    assert columns(refreshed) == columns(as_gateway())
    assert (refreshed["time_format"], refreshed["pattern"]) == ("other", "%d.%m.%Y %H:%M")


def test_mapping_by_numbers_is_saved_with_what_that_means(client, auditor):
    save(auditor, NUMBERED)
    told = described(client) | as_gateway() | {"time": "n:1", "url": "n:3"}

    response = client.post(
        NEW,
        {**told, "user": "", "method": "", "name": "More", "do": "save"},
        follow=True,
    )

    assert "by numbers of columns alone, no log is recognized" in words(page(response).main)
    assert SavedMapping.objects.get(name="More").mapping == Mapping(
        **{**vars(NUMBERED), "name": "More"}
    )


def test_mapping_that_a_folder_needs_is_not_ended_and_the_page_says_why(client, auditor, tmp_path):
    saved = save(auditor)
    typed = {"path": str(tmp_path), "zone": "UTC", "log_format": "Gateway"}
    client.post(reverse("discovery:watch_folder"), typed)

    response = client.post(address("end", saved), follow=True)

    assert f"The watched folder {tmp_path} is read in it" in words(page(response).main)
    assert SavedMapping.objects.filter(ended_at=None).exists()


def test_oversight_reads_and_changes_nothing(client, auditor):
    saved = save(auditor)
    client.force_login(AccountFactory(roles=[Role.OVERSIGHT]))

    soup = page(client.get(LIST))

    assert rows(soup, "Logs are read by these")[0][0] == "Gateway"
    hrefs = [one["href"] for one in soup.main("a") if "/mappings/" in one["href"]]
    assert hrefs == [LIST, address("download", saved)]
    for url in (NEW, address("change", saved), address("end", saved)):
        assert client.get(url).status_code == 403


def test_lists_of_formats_offer_what_was_saved(client, auditor):
    save(auditor)

    soup = page(client.get(reverse("discovery:new_import")))

    assert soup.find("option", value="Gateway").text == "Gateway"


def test_list_costs_the_same_for_one_and_for_many(client, auditor, django_assert_num_queries):
    save(auditor)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(5):
        save(auditor, Mapping(**{**vars(GATEWAY), "name": f"Gateway {number}"}))

    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_a_mapping_is_downloaded_as_a_file_that_says_the_same(auditor, client):
    saved = save(auditor)
    client.force_login(AccountFactory(roles=[Role.OVERSIGHT]))

    answer = client.get(address("download", saved))

    assert answer["Content-Disposition"] == 'attachment; filename="gateway.mapping.json"'
    assert mapping_in(answer.content.decode()) == saved.mapping == GATEWAY
