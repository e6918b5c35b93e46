"""A log that grows in a watched folder: what was added is read; what was replaced, anew."""

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest

from audits.discovery.actions import look_into_folder, read_import, watch_folder
from audits.discovery.models import ImportedFile, StoredObservation, WatchedFolder
from audits.discovery.reading.growing import fingerprint, whole_lines
from policy.personnel.choices import Role
from tests.audits.discovery.importing import AT, PAGE, in_order, quiet, squid
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ZEEK = "#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tquery\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "access.log"


@pytest.fixture
def folder(tmp_path: Path) -> WatchedFolder:
    system = SystemFactory(slug="clearview-ai", name="Clearview AI", commercial=True)
    HostNameFactory(system=system, domain="clearview.ai")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    return watch_folder(path=str(tmp_path), zone="UTC", by=auditor, at=AT)


def look(folder: WatchedFolder, path: Path, *, at: float = 0) -> ImportedFile | None:
    """What is read of the file, if anything: it was written to at `at`, or long ago."""
    os.utime(path, (at or AT.timestamp(), at or AT.timestamp()))
    made = look_into_folder(folder, at=AT + 100_000 * HOUR)
    if made is None:
        return None
    read_import(made)
    made.refresh_from_db()
    assert made.duplicates == 0 or made.files.get().start == 0
    return made.files.get()


def add(path: Path, text: str) -> int:
    """Adds to the file, and answers how long it was."""
    size = path.stat().st_size if path.exists() else 0
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
    return size


def told(file: ImportedFile | None) -> tuple[int, int]:
    """From where it was read, and how many lines."""
    assert file is not None
    return file.start, file.lines


def test_what_was_added_is_read_and_nothing_else(folder: WatchedFolder, log: Path) -> None:
    add(log, in_order(quiet(AT, 2000)))
    first = look(folder, log)
    size = add(log, in_order([squid(AT + 2000 * HOUR + n * HOUR) for n in range(3)]))

    grown, nothing = look(folder, log), look(folder, log)

    assert size > 2 << 20
    assert (told(first), told(grown), nothing) == ((0, 24_000), (size, 3), None)
    assert grown
    assert grown.coverage["spans"][0][0] == "2026-05-25T01:55:00+00:00"
    assert StoredObservation.objects.count() == 3


def test_a_line_that_was_not_finished_is_read_when_it_is(folder: WatchedFolder, log: Path) -> None:
    line = squid(AT + MINUTE)
    size = add(log, in_order(quiet(AT - HOUR, 1))) or log.stat().st_size
    add(log, line[:30])
    look(folder, log)
    add(log, f"{line[30:]}\n")

    assert told(look(folder, log)) == (size, 1)
    assert StoredObservation.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        [squid(AT + n * MINUTE, PAGE, method="GET") for n in range(400)],
        [*quiet(AT, 1), *(squid(AT + n * MINUTE, user="31234") for n in range(400))],
    ],
    ids=["rotated", "filled again"],
)
def test_what_is_not_what_was_read_is_read_anew(
    folder: WatchedFolder, log: Path, other: list[str]
) -> None:
    add(log, in_order(quiet(AT, 20)))
    look(folder, log)
    log.write_text("".join(f"{line}\n" for line in other), encoding="utf-8")

    assert told(look(folder, log)) == (0, len(other))


def test_a_log_that_became_shorter_is_read_anew(folder: WatchedFolder, log: Path) -> None:
    add(log, in_order(quiet(AT, 20)))
    look(folder, log)
    log.write_text(in_order(quiet(AT, 1)), encoding="utf-8")

    assert told(look(folder, log)) == (0, 12)


def test_another_log_of_the_same_length_is_read_anew(folder: WatchedFolder, log: Path) -> None:
    add(log, in_order(quiet(AT, 20)))
    look(folder, log)
    log.write_text(log.read_text(encoding="utf-8").replace("weather", "station"), encoding="utf-8")
    later = (AT + 50_000 * HOUR).timestamp()

    assert told(look(folder, log, at=later)) == (0, 240)
    assert look(folder, log, at=later) is None


def test_the_header_of_a_log_holds_for_what_was_added(folder: WatchedFolder, log: Path) -> None:
    def line(name: str) -> str:
        return f"{AT.timestamp()}\tC1\t10.1.2.3\t5000\t10.0.0.1\t53\t{name}\n"

    add(log, ZEEK.replace("#fields", "#path\tdns\n#fields"))
    add(log, line("www.example.org"))
    look(folder, log)
    size = add(log, line("app.clearview.ai"))

    assert told(look(folder, log)) == (size, 1)
    assert StoredObservation.objects.count() == 1


def test_a_compressed_log_is_read_anew(folder: WatchedFolder, tmp_path: Path) -> None:
    log = tmp_path / "access.log.gz"
    log.write_bytes(gzip.compress(in_order(quiet(AT, 20)).encode()))
    look(folder, log)
    with log.open("ab") as file:
        file.write(gzip.compress(f"{squid(AT)}\n".encode()))

    assert told(look(folder, log)) == (0, 241)


def test_a_fingerprint_is_of_the_begin_and_of_the_last_that_was_read(tmp_path: Path) -> None:
    path, content = tmp_path / "x", bytearray(300_000)
    path.write_bytes(content)
    before = fingerprint(path, 250_000)

    same = []
    for place in (0, 150_000, 249_999, 250_000):
        path.write_bytes(content[:place] + b"x" + content[place + 1 :])
        same.append(fingerprint(path, 250_000) == before)

    assert same == [False, True, False, True]


def test_where_whole_lines_end(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc\n" + b"d" * 200_000)

    assert [whole_lines(path, offset) for offset in (3, 4, 5, 200_004)] == [0, 4, 4, 4]
