"""`manage.py sequence` with witnesses that cosign, that are silent, and that are not there."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from audits.trail.log.tiles import FolderStore
from audits.trail.models import Cosignature, Entry
from audits.trail.recording.events import tell
from tests.audits.trail.log import judges
from tests.audits.trail.log.building import SECOND_WITNESS, WITNESS
from tests.audits.trail.witness.logs import Log
from tests.audits.trail.witness.running import Running
from tests.audits.trail.witness.strangers import silent
from tests.config.commands import MANAGE, environment
from tests.config.serving.test_serve import address_of_database

SECONDS = 30


@contextmanager
def sequencer(log: Log, data: Path, witnesses: str) -> Iterator[None]:
    with (data / "said").open("w") as said:
        process = subprocess.Popen(
            [*MANAGE, "sequence"],
            env=environment(
                data,
                DATABASE_URL=address_of_database(),
                TRAIL_ORIGIN=log.name,
                TRAIL_SIGNING_KEY=log.signer.to_text(),
                TRAIL_WITNESSES=witnesses,
                TRAIL_WITNESS_INTERVAL="1",
            ),
            stderr=said,
        )
        try:
            yield
        finally:
            process.kill()
            process.wait()


def wait_until(done: Callable[[], bool], seconds: float = SECONDS) -> float:
    """How long it took."""
    begun = time.monotonic()
    while not done():
        assert time.monotonic() - begun < seconds
        time.sleep(0.02)
    return time.monotonic() - begun


def all_have_a_place() -> bool:
    return not Entry.objects.filter(position=None).exists()


def tell_some(count: int) -> None:
    for number in range(count):
        tell("viewed", kind="page", key=number)


@pytest.mark.django_db(transaction=True)
def test_published_checkpoint_is_cosigned_and_bad_witnesses_delay_nothing(
    witness: Running, log: Log, tmp_path: Path
):
    published = FolderStore(tmp_path / "trail" / "tiles")
    tell_some(300)

    with silent() as quiet:
        named = [
            f"{witness.key} {witness.as_setting.url}",
            f"{SECOND_WITNESS.verifier} {quiet}",
        ]
        with sequencer(log, tmp_path, "\n".join(named)):
            wait_until(Cosignature.objects.exists)
            old = published.read("checkpoint").decode()
            took = []
            for _ in range(3):  # the silent one is waited for meanwhile
                tell_some(1)
                took.append(wait_until(all_have_a_place))
                time.sleep(1)
            wait_until(lambda: witness.key.name in (published.read("checkpoint") or b"").decode())
            wait_until(lambda: "court.example" in (tmp_path / "said").read_text())

    new = published.read("checkpoint").decode()
    assert max(took) < 3
    judges.ours(published.folder, old, log.signer.verifier)
    judges.tlog_scales(published.folder, old, log.signer.verifier)
    judges.check_cosignature(new, witness.key)
    judges.check_cosignature(published.read("checkpoint.witnessed").decode(), witness.key)
    assert "court.example/witness did not witness the trail" in (tmp_path / "said").read_text()
    assert set(Cosignature.objects.values_list("witness", flat=True)) == {WITNESS.name}
