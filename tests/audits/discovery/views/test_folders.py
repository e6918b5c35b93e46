"""Watched folders on the pages."""

import pytest
from django.urls import reverse

from audits.discovery.models import WatchedFolder
from policy.personnel.choices import Role
from policy.personnel.models import Notice
from tests.audits.discovery.views.reading import errors, page, rows, words
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db

LIST, WATCH = reverse("discovery:folders"), reverse("discovery:watch_folder")


@pytest.fixture
def auditor(client):
    account = AccountFactory(roles=[Role.AUDITOR])
    client.force_login(account)
    return account


def watch(client, path, zone: str = "UTC"):
    return client.post(WATCH, {"path": str(path), "zone": zone, "log_format": ""})


def test_folder_is_watched_and_stopped_and_the_trail_says_so(client, auditor, tmp_path):
    assert watch(client, tmp_path).url == LIST
    (folder,) = WatchedFolder.objects.all()

    stop = reverse("discovery:stop_watching", args=[folder.pk])
    before = page(client.get(LIST))
    client.post(stop)

    (row,) = rows(before, "Watched folders")
    assert row[:4] == [str(tmp_path), "Watched", "UTC", "0"]
    assert before.find("a", href=stop)
    after = page(client.get(LIST))
    assert rows(after, "Watched folders")[0][1] == "Not watched"
    assert client.get(stop).status_code == 404
    sign()
    assert told(kind="discovery.WatchedFolder") == [
        f"{auditor.person} let the folder {tmp_path} be watched for logs",
        f"{auditor.person} ended the watch over the folder {tmp_path}",
    ]


def test_folder_that_is_not_there_or_is_listed_is_refused_with_what_was_typed(
    client, auditor, tmp_path
):
    watch(client, tmp_path)

    missing = page(watch(client, "/no/such/folder"))
    twice = page(watch(client, tmp_path))

    assert errors(missing) == ['"/no/such/folder" is no folder of the server.']
    assert missing.find(id="id_path")["value"] == "/no/such/folder"
    assert errors(twice) == [f'"{tmp_path}" is watched already.']
    assert WatchedFolder.objects.count() == 1


def test_folder_that_was_stopped_is_watched_again_and_oversight_hears_of_each(
    client, auditor, tmp_path
):
    watch(client, tmp_path)
    (folder,) = WatchedFolder.objects.all()
    client.post(reverse("discovery:stop_watching", args=[folder.pk]))

    assert watch(client, tmp_path, zone="America/Denver").url == LIST

    (again,) = WatchedFolder.objects.all()
    assert (again.pk, again.active, again.zone) == (folder.pk, True, "America/Denver")
    sign()
    assert told(kind="discovery.WatchedFolder")[-1] == (
        f"{auditor.person} let the folder {tmp_path} be watched for logs again"
    )
    texts = Notice.objects.filter(role=Role.OVERSIGHT).order_by("pk").values_list("text", flat=True)
    assert list(texts) == [
        f"{auditor.display_name} has a folder of logs watched: {tmp_path}.",
        f"{auditor.display_name} has a folder of logs watched no longer: {tmp_path}.",
        f"{auditor.display_name} has a folder of logs watched: {tmp_path}.",
    ]


def test_oversight_reads_and_changes_nothing(client, tmp_path):
    client.force_login(AccountFactory(roles=[Role.OVERSIGHT]))

    soup = page(client.get(LIST))

    assert "No folder is watched" in words(soup.main)
    assert soup.find("a", href=WATCH) is None
