"""What others have seen of the trail, and the window after it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audits.trail.models import Checkpoint, Cosignature, Position
from audits.trail.queries import Witnessed, witnessed
from audits.trail.sequencing.publishing import publish_witnessed
from audits.trail.sequencing.witnesses.asking import ask
from tests.audits.trail.witness.running import Running
from tests.audits.trail.witness.trails import NOW, Trail

pytestmark = pytest.mark.django_db


def cosign(checkpoint: Checkpoint, *names: str) -> None:
    for minute, name in enumerate(names):
        Cosignature.objects.create(
            checkpoint=checkpoint, witness=name, line="-", at=NOW + timedelta(minutes=minute)
        )


def test_nothing_witnessed_is_all_in_the_window(trail: Trail):
    latest = trail.grow(5)

    first = Position.objects.get(index=0)
    assert witnessed() == Witnessed(0, None, (), latest.size, first.at)


def test_window_begins_after_the_latest_checkpoint_that_anyone_saw(trail: Trail):
    early, late = trail.grow(5), trail.grow(5)
    cosign(late, "b.example", "a.example")
    cosign(early, "c.example")
    latest = trail.grow(3)

    found = witnessed()

    begin = Position.objects.get(index=late.size).at
    assert found == Witnessed(
        late.size, NOW + timedelta(minutes=1), ("a.example", "b.example"), 3, begin
    )
    assert latest.size == late.size + 3


def test_nothing_new_leaves_no_window(trail: Trail):
    latest = trail.grow(5)
    cosign(latest, "a.example")

    assert witnessed() == Witnessed(latest.size, NOW, ("a.example",), 0, None)


def test_witnessed_checkpoint_is_published_beside_a_newer_one(
    trail: Trail, witness: Running, tmp_path: Path
):
    seen = trail.grow(5)
    ask(witness.as_setting, at=datetime.now(UTC))
    latest = trail.grow(5)

    publish_witnessed()

    beside = (tmp_path / "checkpoint.witnessed").read_text()
    assert beside == f"{seen.note}{Cosignature.objects.get().line}\n"
    assert (tmp_path / "checkpoint").read_text() == latest.note
