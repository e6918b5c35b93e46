"""What keeps the trail from being sealed is told, with what to do."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from audits.trail.alarms import alarms
from audits.trail.choices import Verdict
from audits.trail.log.tiles import FolderStore
from audits.trail.models import Checkpoint, Cosignature, Verification
from audits.trail.recording.events import tell
from audits.trail.sequencing.placing import place
from tests.audits.trail.sealed import AT, Trail, a_trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(tmp_path: Path, settings: LazySettings) -> Trail:
    trail = a_trail(tmp_path, settings)
    trail.grow(3)
    return trail


def told(trail: Trail, at: datetime | None = None) -> dict[str, str]:
    found = alarms(at=at or timezone.now(), store=trail.store)
    return {alarm.cause: alarm.words for alarm in found}


def test_trail_that_is_sealed_and_published_raises_no_alarm(trail):
    assert told(trail) == {}


def test_entries_that_have_just_been_written_raise_no_alarm(trail):
    tell("viewed", kind="page", key="new")

    assert told(trail) == {}


def test_entries_that_wait_for_more_than_a_minute_raise_an_alarm(trail):
    tell("viewed", kind="page", key="late")
    tell("viewed", kind="page", key="later")

    found = told(trail, timezone.now() + timedelta(seconds=62))

    assert list(found) == ["waiting"]
    assert found["waiting"].startswith("2 entries of the trail wait to be sealed since 20")


def test_alarm_names_the_key_that_is_missing(trail, settings, tmp_path):
    settings.TRAIL_SIGNING_KEY = ""
    settings.TRAIL_SIGNING_KEY_FILE = tmp_path / "gone"
    tell("viewed", kind="page", key="late")

    found = told(trail, timezone.now() + timedelta(seconds=62))

    assert f"The signing key {tmp_path / 'gone'} is missing on this machine." in found["waiting"]


def test_published_log_that_is_behind_raises_an_alarm(trail):
    size = trail.size
    tell("viewed", kind="page", key="unpublished")
    place(signers=[trail.key], at=AT)

    found = told(trail, AT + timedelta(seconds=61))

    assert list(found) == ["behind"]
    assert f"since 2026-03-02 18:00:00Z: it has {size:,} entries." in found["behind"]
    assert told(trail, AT + timedelta(seconds=59)) == {}


def test_published_log_that_cannot_be_read_raises_an_alarm(trail):
    trail.store.write("checkpoint", b"no checkpoint")

    assert list(told(trail)) == ["unreadable"]


def test_nothing_published_at_all_raises_an_alarm(trail, tmp_path):
    trail.store = FolderStore(tmp_path / "empty")

    assert list(told(trail)) == ["behind"]


def test_checkpoint_that_no_witness_cosigned_in_time_raises_an_alarm_where_there_are_any(
    trail, settings
):
    late, in_time = AT + timedelta(seconds=121), AT + timedelta(seconds=119)
    without_witnesses = told(trail, late)
    settings.TRAIL_WITNESSES = ["https://witness.example"]

    found = told(trail, late)

    assert without_witnesses == {}
    assert list(found) == ["not cosigned"]
    assert told(trail, in_time) == {}
    Cosignature.objects.create(
        checkpoint=Checkpoint.objects.first(), witness="witness", line="— witness x", at=AT
    )
    assert told(trail, late) == {}


def test_trail_that_nobody_verified_for_a_day_raises_an_alarm(trail):
    found = told(trail, timezone.now() + timedelta(hours=27))

    assert list(found) == ["not verified"]
    assert "Run manage.py verify_trail" in found["not verified"]


def test_verification_of_the_day_ends_that_alarm(trail):
    at = timezone.now() + timedelta(hours=27)
    Verification.objects.create(at=at, by="the job", size=1, verdict=Verdict.WHOLE, lines=[])

    # The entry that tells of the verification has no place yet.
    assert list(told(trail, at)) == ["waiting"]
