"""Whatever fails, nothing is lost or placed twice, and what cannot be recorded does not happen."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.db.models import Max

from audits.trail.acting import name_process
from audits.trail.management.commands.sequence import Command
from audits.trail.models import Checkpoint, Entry, Position
from audits.trail.recording.events import tell
from audits.trail.sequencing.placing import OneAtATime, place
from policy.personnel.models import Unit
from tests.audits.trail.sealed import AT, Trail, a_trail, verify_trail
from tests.config.commands import MANAGE, PRODUCTION, environment, manage
from tests.config.serving.test_serve import address_of_database
from tests.factories.personnel import UnitFactory
from tests.harness.threads import at_once

PATIENCE = 60  # seconds


@pytest.fixture
def trail(db: None, tmp_path: Path, settings: LazySettings) -> Trail:
    trail = a_trail(tmp_path, settings)
    trail.grow(20)
    return trail


def wait_until(holds: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.02)


@contextmanager
def sequencer(trail: Trail, folder: Path) -> Iterator[subprocess.Popen]:
    """`manage.py sequence`, killed at the end."""
    options = json.dumps({"location": str(trail.store.folder)})
    variables = {
        "DATABASE_URL": address_of_database(),
        "TRAIL_SIGNING_KEY": trail.key.to_text(),
        "TRAIL_TILES_OPTIONS": options,
    }
    process = subprocess.Popen([*MANAGE, "sequence"], env=environment(folder, **variables))
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)


@contextmanager
def load() -> Iterator[None]:
    """Entries that keep coming."""
    stop = Event()

    def write() -> None:
        name_process("the tests")
        while not stop.wait(0.005):
            tell("viewed", kind="page", key="load")
        connection.close()

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)


@contextmanager
def held(table: str) -> Iterator[None]:
    """Nobody writes to the table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield


@contextmanager
def unreadable(trail: Trail, path: str) -> Iterator[None]:
    """Whoever reads the file waits for ever."""
    file = trail.store.folder / path
    kept = file.read_bytes() if file.exists() else None
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        if kept is not None:
            file.write_bytes(kept)


def is_waiting(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table]
        )
        return cursor.fetchone() != (0,)


def kill_while_placing(trail: Trail, folder: Path) -> None:
    with held("trail_position"), sequencer(trail, folder):
        wait_until(lambda: is_waiting("trail_position"))


def kill_while_signing(trail: Trail, folder: Path) -> None:
    with held("trail_checkpoint"), sequencer(trail, folder):
        wait_until(lambda: is_waiting("trail_checkpoint"))


def kill_before_publishing(trail: Trail, folder: Path) -> None:
    size = trail.size
    with unreadable(trail, "checkpoint"), sequencer(trail, folder):
        wait_until(lambda: trail.size > size)


def kill_between_tiles(trail: Trail, folder: Path) -> None:
    """Hashes and entries of the new tile are out, and not the tile above them."""
    full = trail.size // 256
    above = trail.store.folder / "tile" / "1" / f"000.p/{full + 1}"
    with unreadable(trail, str(above.relative_to(trail.store.folder))), sequencer(trail, folder):
        wait_until((trail.store.folder / f"tile/0/{full:03}").exists)


STEPS = [kill_while_placing, kill_while_signing, kill_before_publishing, kill_between_tiles]


@pytest.mark.django_db(transaction=True)
def test_sequencer_that_is_killed_at_each_step_loses_and_doubles_nothing(trail, tmp_path):
    trail.grow(40)
    kept = [tmp_path / f"published-{number}" for number in range(len(STEPS))]
    with load():
        for kill, file in zip(STEPS, kept, strict=True):
            kill(trail, tmp_path / "data")
            file.write_bytes(trail.store.read("checkpoint"))
        with sequencer(trail, tmp_path / "data"):
            reached = Entry.objects.aggregate(last=Max("pk"))["last"]
            wait_until(lambda: Position.objects.filter(entry_id__gte=reached).exists())

    trail.seal()

    assert_each_entry_has_one_place()
    published = [word for file in kept for word in ("--since", str(file))]
    assert verify_trail("--no-drift", *published).lines[0].startswith("Whole: ")


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_place_each_entry_once(trail, tmp_path):
    with load(), sequencer(trail, tmp_path / "one"), sequencer(trail, tmp_path / "other"):
        reached = Entry.objects.aggregate(last=Max("pk"))["last"] + 200
        wait_until(lambda: Position.objects.filter(entry_id__gte=reached).exists())

    trail.seal()

    assert_each_entry_has_one_place()
    assert verify_trail("--no-drift").lines[0].startswith("Whole: ")


@pytest.mark.django_db(transaction=True)
def test_two_who_place_at_the_same_moment_take_turns(trail):
    for number in range(50):
        tell("viewed", kind="page", key=number)

    answers = at_once(*[lambda: place(signers=[trail.key], at=AT, most=10)] * 4)

    placed = [it for it in answers if isinstance(it, int)]
    assert len(placed) + sum(isinstance(it, OneAtATime) for it in answers) == 4
    trail.seal()
    assert_each_entry_has_one_place()


def assert_each_entry_has_one_place() -> None:
    indexes = list(Position.objects.order_by("index").values_list("index", flat=True))
    assert indexes == list(range(Entry.objects.count()))
    assert Entry.objects.filter(position=None).count() == 0


def test_tiles_that_cannot_be_written_stop_no_recording_and_no_sealing(trail, caplog):
    folder = trail.store.folder
    folder.rename(folder.with_name("away"))
    folder.write_text("A file, where there should be a folder.")
    first = trail.size
    tell("viewed", kind="page", key="recorded")

    seconds = Command()._pause([trail.key])

    assert (trail.size, Checkpoint.objects.first().size, seconds) == (first + 1, first + 1, 5)
    assert "See that the storage of tiles has room and can be written" in caplog.text
    folder.unlink()
    folder.with_name("away").rename(folder)
    Command()._pause([trail.key])
    assert verify_trail("--no-drift").code == 0


def test_published_log_that_somebody_changed_is_said_to_need_a_verification(trail, caplog):
    path = f"tile/0/000.p/{trail.size}" if trail.size < 256 else f"tile/1/000.p/{trail.size // 256}"
    trail.store.write(path, bytes(32))
    trail.store.delete("checkpoint")

    Command()._pause([trail.key])

    assert "Run manage.py verify_trail" in caplog.text


def test_missing_key_ends_the_sequencer_with_one_line_that_says_what_to_do(tmp_path):
    variables = {**PRODUCTION, "TRAIL_ORIGIN": "gatehouse.example.gov/trail"}

    done = manage("sequence", "--once", data=tmp_path, **variables)

    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "signing_key is missing, and nothing signs the trail without a key." in line
    assert "Make one with `manage.py new_signing_key`" in line


@pytest.mark.django_db
def test_change_that_the_trail_cannot_record_does_not_happen():
    unit = UnitFactory(name="Central")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE gatehouse_without_trail")
        cursor.execute("GRANT USAGE ON SCHEMA public TO gatehouse_without_trail")
        cursor.execute("GRANT SELECT, UPDATE ON personnel_unit TO gatehouse_without_trail")

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SET LOCAL ROLE gatehouse_without_trail")
        Unit.objects.filter(pk=unit.pk).update(name="North")

    unit.refresh_from_db()
    assert unit.name == "Central"
