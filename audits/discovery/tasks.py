"""Background jobs of discovery; each is safe to run twice."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from asgiref.sync import async_to_sync
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from audits.discovery import uploads
from audits.discovery.choices import AT_WORK, RESUMABLE
from audits.discovery.models import Import, ImportedFile, WatchedFolder

# An import that nobody advanced for so long has lost its worker.
_ABANDONED = timedelta(minutes=2)
# So long an import that was stopped can go on.
_KEPT = timedelta(days=30)


@app.task(name="discovery.read_one")
def read_one(import_pk: int) -> None:
    # The engine takes a while to load: only where it is needed.
    from audits.discovery.actions.reading import read_import

    read_import(Import.objects.get(pk=import_pk))


def read_soon(import_pk: int) -> None:
    """Has an import read by one worker at a time; no second job waits behind one that waits."""
    name = f"discovery.import {import_pk}"
    job = read_one.configure(lock=name, queueing_lock=name)
    # What is refused is undone alone.
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(import_pk=import_pk)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="discovery.pick_up", pass_context=False)
def pick_up_abandoned(timestamp: int) -> None:
    """Goes on with what a worker left behind when it was ended."""
    async_to_sync(_give_up_lost_jobs)()
    before = datetime.fromtimestamp(timestamp, UTC) - _ABANDONED
    at_work = Import.objects.filter(stage__in=AT_WORK, stage_at__lt=before)
    for made in at_work.exclude(files__read_at__gte=before):
        read_soon(made.pk)


async def _give_up_lost_jobs() -> None:
    """A job whose worker was killed stays at work for ever, and holds the lock of its import."""
    for job in await app.job_manager.get_stalled_jobs(task_name=read_one.name):
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="discovery.discard_uploads", pass_context=False)
def discard_uploads(timestamp: int) -> None:
    """Removes what was uploaded for imports that were stopped long ago, and lines of refused files.

    They are shown until somebody has had the time to name a format or to save a mapping.
    """
    before = datetime.fromtimestamp(timestamp, UTC) - _KEPT
    refused = ImportedFile.objects.filter(batch__stage_at__lt=before).exclude(first_lines="")
    refused.update(first_lines="")
    for made in Import.objects.filter(stage__in=RESUMABLE, stage_at__lt=before):
        uploads.discard(made)


@app.periodic(cron="10 4 * * *")
@app.task(queueing_lock="discovery.reconcile", pass_context=False)
def reconcile_what_is_open(timestamp: int) -> None:
    from audits.discovery.actions.again import reconcile_again

    reconcile_again(at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="discovery.look_into_folders", pass_context=False)
def look_into_folders(timestamp: int) -> None:
    from audits.discovery.actions.folders import look_into_folder

    for folder in WatchedFolder.objects.filter(active=True):
        look_into_folder(folder, at=timezone.now())
