"""What the clock does for discovery; each job may run twice."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from audits.discovery.actions import cancel_import, look_into_folder, watch_folder
from audits.discovery.choices import Stage
from audits.discovery.models import Import, StoredObservation
from audits.discovery.tasks import discard_uploads, pick_up_abandoned, read_one, read_soon
from audits.discovery.uploads import keep
from policy.personnel.choices import Role
from policy.personnel.models import Account
from tests.audits.discovery.importing import AT, handed_over, squid
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def auditor(db: None) -> Account:
    system = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=system, domain="clearview.ai")
    return AccountFactory(roles=[Role.AUDITOR])


def taken() -> tuple[int, int | None]:
    """A new worker takes a job: its key, and that of the import, if there is one to take."""
    manager = app.job_manager
    worker = async_to_sync(manager.register_worker)()
    job = async_to_sync(manager.fetch_job)(None, worker)
    return worker, ProcrastinateJob.objects.get(pk=job.id).args["import_pk"] if job else None


def jobs() -> list[dict]:
    rows = ProcrastinateJob.objects.filter(task_name="discovery.read_one").order_by("pk")
    return [row.args for row in rows]


def test_an_import_that_lost_its_worker_is_picked_up_once(auditor: Account, tmp_path: Path) -> None:
    made = handed_over(tmp_path, {"access.log": squid(AT)}, by=auditor)
    Import.objects.update(stage=Stage.READING)

    for _again in range(2):
        pick_up_abandoned(int((AT + HOUR).timestamp()))

    assert jobs() == [{"import_pk": made.pk}]


def test_the_job_of_a_worker_that_was_killed_holds_nothing_back(
    auditor: Account, tmp_path: Path
) -> None:
    made = handed_over(tmp_path, {"access.log": squid(AT)}, by=auditor)
    Import.objects.update(stage=Stage.READING)
    read_soon(made.pk)
    killed, lost = taken()
    read_soon(made.pk)
    _another, waits = taken()
    ProcrastinateWorker.objects.filter(pk=killed).update(last_heartbeat=AT)

    pick_up_abandoned(int((AT + HOUR).timestamp()))

    _another, goes_on = taken()
    assert (lost, waits, goes_on) == (made.pk, None, made.pk)


def test_an_import_that_is_being_read_is_left_alone(auditor: Account, tmp_path: Path) -> None:
    made = handed_over(tmp_path, {"access.log": squid(AT)}, by=auditor)
    Import.objects.update(stage=Stage.READING)
    made.files.update(read_at=AT + HOUR)

    pick_up_abandoned(int((AT + HOUR).timestamp()))

    assert jobs() == []


@pytest.mark.parametrize("stage", [Stage.READING, Stage.CONCLUDING])
def test_what_a_worker_left_is_read_to_the_end(
    auditor: Account, tmp_path: Path, stage: Stage
) -> None:
    made = handed_over(tmp_path, {"access.log": squid(AT)}, by=auditor)
    Import.objects.update(stage=stage)

    read_one(made.pk)

    made.refresh_from_db()
    assert (made.stage, StoredObservation.objects.count()) == (Stage.DONE, 1)


def test_a_folder_is_imported_as_it_fills_and_no_file_twice(
    auditor: Account, tmp_path: Path
) -> None:
    folder = watch_folder(path=str(tmp_path), zone="UTC", by=auditor, at=AT)
    log = tmp_path / "access.log"
    log.write_text(squid(AT), encoding="utf-8")
    _settle(log)

    first = look_into_folder(folder, at=AT + HOUR)
    nothing = look_into_folder(folder, at=AT + HOUR)
    log.write_text(f"{squid(AT)}\n{squid(AT + HOUR)}\n", encoding="utf-8")
    _settle(log)
    grown = look_into_folder(folder, at=AT + HOUR)

    assert [one and one.files.count() for one in (first, nothing, grown)] == [1, None, 1]


def test_a_link_that_leads_out_of_the_folders_of_logs_is_not_followed(
    auditor: Account, tmp_path: Path, settings
) -> None:
    (tmp_path / "logs").mkdir()
    key = tmp_path / "key"
    key.write_text("secret", encoding="utf-8")
    _settle(key)
    (tmp_path / "logs" / "access.log").symlink_to(key)
    settings.DISCOVERY_FOLDERS = [str(tmp_path / "logs")]
    folder = watch_folder(path=str(tmp_path / "logs"), zone="UTC", by=auditor, at=AT)

    assert look_into_folder(folder, at=AT + HOUR) is None


def test_uploads_and_first_lines_are_removed_after_a_month(
    auditor: Account, tmp_path: Path, settings, rf
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from audits.discovery.actions import begin_import

    settings.DATA_DIR = tmp_path
    (given,) = keep([SimpleUploadedFile("access.log", squid(AT).encode())])
    made = begin_import(title="x", files=[given], zone="UTC", by=auditor, at=AT)
    cancel_import(made=made, by=auditor, at=AT)
    made.files.update(first_lines="a line of somebody")

    discard_uploads(int((AT + timedelta(days=29)).timestamp()))
    assert given.path.exists()
    discard_uploads(int((AT + timedelta(days=31)).timestamp()))

    assert not given.path.exists()
    assert made.files.get().first_lines == ""


def _settle(path: Path) -> None:
    """It was written to some time ago."""
    os.utime(path, (AT.timestamp(), AT.timestamp()))
