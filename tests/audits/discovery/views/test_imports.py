"""Importing logs on the pages: handing over, progress, and what came out."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.discovery.actions import read_import
from audits.discovery.choices import Stage
from audits.discovery.models import Import, ImportedFile, StoredObservation
from policy.personnel.choices import Role
from policy.systems.models import System
from tests.audits.discovery.importing import AT, handed_over, imported, in_order, quiet, squid
from tests.audits.discovery.views.reading import errors, page, rows, words
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

NEW, LIST = reverse("discovery:new_import"), reverse("discovery:imports")
LOG = in_order(quiet(AT, 2))
TOO_LARGE = (
    "The files come to 2.8 KB, and at most 1.0 KB can be uploaded at once. Choose fewer, or let "
    "the server take them from a watched folder."
)
NO_ROOM = "The server could not keep the files: Not a directory. Nothing was imported."
TYPED = {"title": "Proxy, March", "zone": "America/Denver", "log_format": "squid"}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def auditor(client):
    account = AccountFactory(roles=[Role.AUDITOR])
    client.force_login(account)
    return account


def log(name: str = "access.log", content: str = LOG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def address(name: str, made: Import) -> str:
    return reverse(f"discovery:{name}", args=[made.pk])


def test_several_files_are_handed_over_and_kept_until_they_are_read(
    client, auditor, data_dir, django_capture_on_commit_callbacks
):
    response = client.post(NEW, {**TYPED, "logs": [log(), log("access.log.1")]})

    made = Import.objects.get()
    assert (response.status_code, response.url) == (302, made.get_absolute_url())
    assert (made.title, made.zone, made.log_format) == ("Proxy, March", "America/Denver", "squid")
    assert (made.made_by, made.stage) == (auditor, Stage.WAITING)
    files = list(ImportedFile.objects.values_list("name", "size"))
    assert files == [("access.log", len(LOG)), ("access.log.1", len(LOG))]
    with django_capture_on_commit_callbacks(execute=True):
        read_import(made)
    assert list((data_dir / "discovery" / "uploads").iterdir()) == []


def test_export_of_a_vendor_is_read_as_about_the_service_that_is_named(client, auditor):
    SystemFactory(slug="faces", name="Faces", commercial=True)
    HostNameFactory(system__slug="other", domain="other.example")
    HostNameFactory(system=System.objects.get(slug="faces"), domain="faces.example")
    users = "email,last_login,searches\nsomebody@police.example,2026-03-01,7\n"
    typed = {**TYPED, "log_format": "", "about": "faces"}

    client.post(NEW, {**typed, "logs": [log("users.csv", users)]})
    read_import(Import.objects.get())

    observation = StoredObservation.objects.get()
    assert (observation.system.slug, observation.kind, observation.times) == ("faces", "account", 7)


def chosen(soup, name: str) -> str:
    return soup.select_one(f"#id_{name} option[selected]")["value"]


@pytest.mark.parametrize(
    ("logs", "limit", "said"),
    [
        ([], 10**6, "Choose at least one file."),
        (
            [log(), log()],
            10**6,
            "Two files are named “access.log”. Rename one, so that each can be told apart.",
        ),
        (
            [log()],
            1024,
            TOO_LARGE,
        ),
    ],
    ids=["none", "twice", "too-large"],
)
def test_what_is_wrong_with_the_files_is_said_and_nothing_typed_is_lost(
    client, auditor, settings, logs, limit, said
):
    settings.DISCOVERY_UPLOAD_BYTES = limit

    soup = page(client.post(NEW, {**TYPED, "logs": logs}))

    assert errors(soup) == [said]
    assert soup.find(id="id_title")["value"] == "Proxy, March"
    assert (chosen(soup, "zone"), chosen(soup, "log_format")) == ("America/Denver", "squid")
    assert not Import.objects.exists()


def test_more_files_than_are_taken_are_refused_with_the_number(client, auditor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2

    answer = client.post(NEW, {**TYPED, "logs": [log(f"{day}.log") for day in range(3)]})

    assert answer.status_code == 400
    assert "More than 2 files were sent at once." in answer.content.decode()
    assert not Import.objects.exists()


def test_server_without_room_says_so(client, auditor, data_dir):
    data_dir.write_text("a file where the folder should be")

    soup = page(client.post(NEW, {**TYPED, "logs": [log()]}))

    assert errors(soup) == [NO_ROOM]
    assert not Import.objects.exists()


def test_form_begins_with_the_department_s_zone_or_what_a_link_says(client, auditor):
    plain = page(client.get(NEW))
    linked = page(client.get(NEW, {"zone": "UTC", "title": "Again"}))

    assert chosen(plain, "zone") == "America/Los_Angeles"
    assert (chosen(linked, "zone"), linked.find(id="id_title")["value"]) == ("UTC", "Again")


def test_page_of_an_import_at_work_asks_again_until_it_is_over(client, auditor, tmp_path):
    made = handed_over(tmp_path / "logs", {"access.log": LOG}, by=auditor)
    bar = page(client.get(made.get_absolute_url())).find(id="progress")
    asked = bar["hx-get"]
    ImportedFile.objects.update(taken=1000)

    now = page(client.get(asked)).find(id="progress")

    assert (bar["hx-trigger"], asked.split("?")[0]) == ("every 2s", address("progress", made))
    assert now.progress["value"] == "1000"
    assert now["hx-get"] == asked
    read_import(made)
    over = client.get(asked)
    assert (over.status_code, over["HX-Refresh"]) == (204, "true")
    assert page(client.get(made.get_absolute_url())).find(id="progress") is None


def test_progress_tells_rate_and_time_left_from_where_the_page_began(
    client, auditor, tmp_path, time_machine
):
    made = handed_over(tmp_path / "logs", {"access.log": "x" * 10_240}, by=auditor)
    time_machine.move_to(AT, tick=False)
    ImportedFile.objects.update(taken=6144)

    began = AT - timedelta(seconds=2)
    text = words(
        page(client.get(address("progress", made), {"bytes": 4096, "at": began.timestamp()}))
    )

    assert "60 % 6.0 KB of 10.0 KB, 0 of 1 files · 1.0 KB a second · about 4 seconds left" in text


def test_time_before_the_first_byte_does_not_count(client, auditor, tmp_path, time_machine):
    made = handed_over(tmp_path / "logs", {"access.log": LOG}, by=auditor)
    time_machine.move_to(AT, tick=False)

    asked = client.get(address("progress", made), {"bytes": 0, "at": AT.timestamp() - 60})

    assert page(asked).find(id="progress")["hx-get"].endswith(f"?bytes=0&at={AT.timestamp()}")


def test_progress_of_a_link_that_makes_no_sense_has_no_rate(client, auditor, tmp_path):
    made = handed_over(tmp_path / "logs", {"access.log": LOG}, by=auditor)

    text = words(page(client.get(address("progress", made), {"bytes": "x", "at": "nan"})))

    assert "a second" not in text


def test_import_is_canceled_and_goes_on(client, auditor, tmp_path):
    made = handed_over(tmp_path / "logs", {"access.log": LOG}, by=auditor)

    canceled = page(client.post(address("cancel", made), follow=True))
    again = page(client.post(address("cancel", made), follow=True))
    resumed = page(client.post(address("resume", made), follow=True))

    assert "Canceled. What was read stays" in words(canceled.main)
    assert "This import is over." in words(again.main)
    assert "It goes on where it stopped." in words(resumed.main)
    made.refresh_from_db()
    assert made.stage == Stage.WAITING


def test_result_tells_counts_gaps_faults_refusals_and_what_was_assumed(client, auditor, tmp_path):
    HostNameFactory(domain="clearview.ai")
    lines = [*quiet(AT, 24), squid(AT, user="31234"), *quiet(AT + timedelta(hours=30), 24)]
    broken = squid(AT, user="31234").replace("TCP_MISS/200", "nothing at all")
    files = {
        "access.log": in_order(lines),
        "bad.log": f"{in_order(quiet(AT, 1))}{broken}\n",
        "badge.txt": "who=7 door=3\n<b>who=8</b>\n",
    }

    made = imported(tmp_path / "logs", files, by=auditor)
    soup = page(client.get(made.get_absolute_url()))

    assert made.stage == Stage.PARTIAL
    (gap,) = rows(soup, "Hours without log")
    assert (gap[0], gap[3]) == ("access.log", "6.1")
    (fault,) = rows(soup, "Parts that could not be read")
    assert fault[:2] == ["bad.log", "a line that is not Squid, native"]
    assert soup.find(class_="gh-lines").get_text() == "who=7 door=3\n<b>who=8</b>"
    assert ["badge.txt", "Not recognized"] in [row[:2] for row in rows(soup, "Files")]
    assert "Looked at" in words(soup.find(class_="gh-unseen"))


def test_first_lines_of_a_file_nobody_knows_are_for_auditors_alone(client, auditor, tmp_path):
    made = imported(tmp_path / "logs", {"badge.txt": "who=7 door=3\n"}, by=auditor)
    client.force_login(AccountFactory(roles=[Role.OVERSIGHT]))

    assert "who=7" not in words(page(client.get(made.get_absolute_url())).main)


def test_failed_import_says_why_and_can_go_on(client, auditor, tmp_path):
    made = handed_over(tmp_path / "logs", {"access.log": LOG}, by=auditor)
    Import.objects.update(stage=Stage.FAILED, failure="OSError: the disk is gone")

    soup = page(client.get(made.get_absolute_url()))

    assert page(client.get("/")).main.find("a", href=made.get_absolute_url())
    assert "OSError: the disk is gone" in words(soup.main)
    assert soup.select_one(f"form[action='{address('resume', made)}']")


def test_list_takes_the_same_number_of_queries_for_one_and_for_more(client, auditor, tmp_path):
    imported(tmp_path / "a", {"access.log": LOG}, by=auditor)
    with CaptureQueriesContext(connection) as of_one:
        page(client.get(LIST))
    imported(tmp_path / "b", {"access.log": LOG}, by=auditor)

    with CaptureQueriesContext(connection) as of_two:
        found = rows(page(client.get(LIST)), "Imports")

    assert len(of_two) == len(of_one)
    assert [row[0] for row in found] == ["Logs of the proxy"] * 2


def test_trail_tells_what_became_of_an_import_and_what_it_showed(client, auditor, tmp_path):
    HostNameFactory(domain="clearview.ai", system__name="Clearview AI", system__commercial=True)
    made = handed_over(tmp_path / "logs", {"access.log": squid(AT)}, by=auditor)
    client.post(address("cancel", made))
    client.post(address("resume", made))
    read_import(made)
    client.get(StoredObservation.objects.get().get_absolute_url())

    sign()

    who, title = auditor.person, "Logs of the proxy"
    assert told(kind__in=["discovery.Import", "discovery.StoredObservation"]) == [
        f"the tests handed over logs: {title}",
        f"{who} canceled the import {title}",
        f"{who} let the import {title} go on",
        f"the tests: the import {title} is in the stage “reading”",
        f"the tests: the import {title} is in the stage “concluding”",
        "the tests saw in the logs, in Clearview AI: search, open",
        f"the tests: the import {title} is in the stage “done”",
        f"{who} viewed what the logs show in Clearview AI",
    ]
