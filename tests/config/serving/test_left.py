import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.serving.left import Record

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Records itself as the server of port 1 with a child, and is gone.
SERVE = f"""
import subprocess, sys
from pathlib import Path
from config.serving.left import Record
child = subprocess.Popen({SLEEP!r}, stdout=subprocess.DEVNULL)
Record(data=Path(sys.argv[1]), port=1).write([child.pid])
print(child.pid)
"""


@pytest.fixture
def orphan(tmp_path: Path) -> Iterator[psutil.Process]:
    """What a server that is gone left running."""
    served = [sys.executable, "-c", SERVE, str(tmp_path)]
    done = subprocess.run(served, stdout=subprocess.PIPE, text=True, check=True)
    process = psutil.Process(int(done.stdout))
    yield process
    if process.is_running():
        process.kill()


def ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_what_a_killed_server_left_is_ended_by_the_next(orphan: psutil.Process, tmp_path: Path):
    record = Record(data=tmp_path, port=1)

    assert record.end_what_is_left() is True
    assert ended(orphan)
    assert record.end_what_is_left() is False


def test_the_server_of_another_port_ends_nothing(orphan: psutil.Process, tmp_path: Path):
    assert Record(data=tmp_path, port=2).end_what_is_left() is False
    assert not ended(orphan)


def test_a_server_that_still_runs_keeps_what_it_started(tmp_path: Path):
    with subprocess.Popen(SLEEP) as child:
        Record(data=tmp_path, port=1).write([child.pid])

        assert Record(data=tmp_path, port=1).end_what_is_left() is False
        assert child.poll() is None
        child.kill()


def test_a_number_that_was_given_again_is_not_ended(orphan: psutil.Process, tmp_path: Path):
    file = tmp_path / "serving" / "1.json"
    file.write_text(file.read_text().replace(str(orphan.create_time()), "1.5"))

    assert Record(data=tmp_path, port=1).end_what_is_left() is False
    assert not ended(orphan)


@pytest.mark.parametrize("text", ["", "[]", "{}", "[[1]]", "nothing"])
def test_a_record_that_cannot_be_read_ends_nothing(text: str, tmp_path: Path):
    (tmp_path / "serving").mkdir()
    (tmp_path / "serving" / "1.json").write_text(text)

    assert Record(data=tmp_path, port=1).end_what_is_left() is False
