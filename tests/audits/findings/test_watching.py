"""What the clock finds of the trail becomes a finding."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from audits.findings import tasks
from audits.findings.choices import Kind, State
from audits.findings.models import Finding
from audits.trail.choices import Verdict
from audits.trail.models import Verification
from audits.trail.recording.events import tell
from policy.personnel.models import Unit
from tests.audits.trail.sealed import Trail, a_trail, past_triggers, rewrite
from tests.factories.personnel import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(tmp_path: Path, settings: LazySettings) -> Trail:
    trail = a_trail(tmp_path, settings)
    trail.grow(3)
    return trail


def found() -> list[tuple[str, str, str]]:
    return sorted(Finding.objects.values_list("kind", "state", "place"))


def test_whole_trail_is_noted_and_finds_nothing(trail):
    tasks.verify_trail(timestamp=0)

    (verification,) = Verification.objects.all()
    assert (verification.verdict, verification.by) == (Verdict.WHOLE, "the tests")
    assert verification.lines[0].startswith("Whole: ")
    assert found() == []


def test_tampering_and_drift_become_findings_once_however_often_they_are_seen(trail):
    unit: Unit = UnitFactory()
    index = trail.grow(3) + 2
    rewrite(index, old='"viewed"', new='"signed"')
    past_triggers("UPDATE personnel_unit SET name = 'Elsewhere' WHERE id = %s", unit.pk)

    tasks.verify_trail(timestamp=0)
    tasks.verify_trail(timestamp=0)

    assert found() == [
        (Kind.DRIFTED, State.OPEN, f"personnel.Unit {unit.pk}"),
        (Kind.TAMPERED, State.OPEN, f"entry {index:,} of the log"),
    ]
    assert {it.verdict for it in Verification.objects.all()} == {Verdict.TAMPERED}


def test_trail_that_cannot_be_verified_is_a_finding_until_it_can(trail, settings):
    key, settings.TRAIL_SIGNING_KEY = settings.TRAIL_SIGNING_KEY, ""
    settings.TRAIL_SIGNING_KEY_FILE = Path("/nowhere/key")

    tasks.verify_trail(timestamp=0)

    assert found() == [(Kind.NOT_VERIFIED, State.OPEN, "")]
    settings.TRAIL_SIGNING_KEY = key
    tasks.verify_trail(timestamp=0)
    assert found() == [(Kind.NOT_VERIFIED, State.OVER, "")]


def test_trail_that_is_not_sealed_is_a_finding_until_it_is(trail, time_machine):
    tell("viewed", kind="page", key="late")
    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    tasks.watch_over_trail(timestamp=0)
    tasks.watch_over_trail(timestamp=0)

    (finding,) = Finding.objects.all()
    assert (finding.kind, finding.state) == (Kind.NOT_SEALED, State.OPEN)
    assert "Start the sequencer (manage.py sequence)" in finding.what
    trail.seal()
    tasks.watch_over_trail(timestamp=0)
    finding.refresh_from_db()
    assert finding.state == State.OVER
