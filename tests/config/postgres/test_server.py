import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.commands import MANAGE, environment, manage

SHELL = ("shell", "--no-imports", "--command")
CONNECT = "from django.db import connection; connection.ensure_connection()"
ASK = f"{CONNECT}; print(connection.settings_dict['NAME'], flush=True)"

STAY = f"{ASK}; import time; time.sleep(60)"


@pytest.fixture
def data() -> Iterator[Path]:
    """A directory with a short path, as that of a socket must be."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def start(code: str, data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*MANAGE, *SHELL, code],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def is_running(data: Path) -> bool:
    return (data / "postgres" / "postmaster.pid").exists()


def test_command_without_database_does_not_touch_it(data: Path):
    done = manage("check", data=data)

    assert done.returncode == 0
    assert not (data / "postgres").exists()


def test_two_first_commands_at_once_share_one_server(data: Path):
    both = [start(ASK, data), start(ASK, data)]

    answers = [process.communicate() for process in both]

    assert answers == [("gatehouse\n", "")] * 2
    assert not is_running(data)


def test_path_too_long_for_a_socket_is_no_hindrance(data: Path):
    deep = data / ("d" * 60) / ("e" * 60)

    done = manage(*SHELL, ASK, data=deep)

    assert (done.stdout, done.stderr) == ("gatehouse\n", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_command_that_is_stopped_stops_the_server(data: Path, number: signal.Signals):
    process = start(STAY, data)
    process.stdout.readline()

    process.send_signal(number)
    process.communicate()

    assert not is_running(data)


def test_command_after_a_killed_one_starts_and_stops_the_server(data: Path):
    process = start(STAY, data)
    process.stdout.readline()
    process.kill()
    process.communicate()

    done = manage(*SHELL, ASK, data=data)

    assert (done.stdout, done.stderr) == ("gatehouse\n", "")
    assert not is_running(data)


def test_last_command_stops_the_server_also_after_a_killed_neighbor(data: Path):
    neighbor, last = (start(STAY, data) for _ in range(2))
    neighbor.stdout.readline()
    last.stdout.readline()

    neighbor.kill()
    neighbor.communicate()
    was_running = is_running(data)
    last.terminate()
    last.communicate()

    assert (was_running, is_running(data)) == (True, False)


def test_server_that_was_killed_starts_again(data: Path):
    process = start(STAY, data)
    process.stdout.readline()
    server = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)
    process.kill()
    process.communicate()

    done = manage(*SHELL, ASK, data=data)

    assert (done.stdout, done.stderr) == ("gatehouse\n", "")
