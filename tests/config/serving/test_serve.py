import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from django.db import connection

from tests.config.commands import MANAGE, environment, manage
from tests.factories.personnel import PersonFactory

LAST_LINE = "Ctrl-C stops it.\n"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def server(port: int, tmp_path: Path, transactional_db: None) -> Iterator[subprocess.Popen[str]]:
    """A running Gatehouse on the database of this test, in which there is somebody already."""
    PersonFactory()
    with subprocess.Popen(
        [*MANAGE, "serve", "--port", str(port)],
        env=environment(tmp_path, DATABASE_URL=address_of_database()),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout:
            if line == LAST_LINE:
                break
        yield process
        process.terminate()


def address_of_database() -> str:
    found = connection.settings_dict
    user = ":".join(filter(None, (found["USER"], found["PASSWORD"])))
    host, port = found["HOST"], found["PORT"] or 5432
    return f"postgresql://{user}@/{found['NAME']}?host={host}&port={port}"


def still_running(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in processes if process.is_running()]


def test_taken_port_is_said_in_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = manage("serve", "--port", str(port), data=tmp_path)

    own = psutil.Process()
    assert done.stderr == (
        f"CommandError: Port {port} is in use by process {own.pid}, {own.name()}. "
        f"Choose another, for example: make run PORT={port + 1}\n"
    )
    assert done.returncode == 2
    assert not (tmp_path / "postgres").exists()


def test_server_answers(server: subprocess.Popen[str], port: int):
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as client:
        client.request("GET", "/health")
        answer = client.getresponse().read()

    assert answer == b"ok\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_everything_that_was_started(
    server: subprocess.Popen[str], number: signal.Signals
):
    started = psutil.Process(server.pid).children(recursive=True)

    server.send_signal(number)
    rest = server.stdout.read()
    server.wait()

    assert len(started) >= 3
    assert rest.endswith("Gatehouse has stopped.\n")
    assert server.returncode == 0
    assert still_running(started) == []


def test_part_that_dies_takes_the_rest_along(server: subprocess.Popen[str]):
    started = psutil.Process(server.pid).children(recursive=True)
    web_server = psutil.Process(server.pid).children()[0]

    os.kill(web_server.pid, signal.SIGKILL)
    server.wait()

    assert server.returncode == 1
    assert psutil.wait_procs(started, timeout=5)[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that they are alone")
def test_server_that_is_killed_leaves_nothing_running(server: subprocess.Popen[str]):
    started = psutil.Process(server.pid).children(recursive=True)

    server.kill()
    server.wait()

    assert len(started) >= 3
    assert psutil.wait_procs(started, timeout=10)[1] == []


def test_process_of_a_web_server_that_is_killed_ends_too(server: subprocess.Popen[str]):
    web_server = psutil.Process(server.pid).children()[0]
    below = [one for one in web_server.children() if "tracker" not in " ".join(one.cmdline())]

    server.kill()
    web_server.kill()
    server.wait()

    assert below != []
    assert psutil.wait_procs(below, timeout=10)[1] == []
