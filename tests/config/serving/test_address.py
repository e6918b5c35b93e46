import socket
from collections.abc import Iterator

import psutil
import pytest
from django.core.management.base import CommandError

from config.serving.address import read_port, require_free, wait_until_answering

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((HOST, 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("text", ["", "web", "-1", "0", "65536", "80.5", "٨٠"])
def test_port_that_is_no_port_is_refused(text: str):
    with pytest.raises(CommandError, match="expected a number from 1 to 65535") as caught:
        read_port(text)

    assert caught.value.returncode == 2


@pytest.mark.parametrize("text", ["1", "8000", "65535"])
def test_port_is_read(text: str):
    assert read_port(text) == int(text)


def test_taken_port_is_refused_with_another_to_choose(taken: int):
    own = psutil.Process()
    expected = (
        f"Port {taken} is in use by process {own.pid}, {own.name()}. "
        f"Choose another, for example: make run PORT={taken + 1}"
    )

    with pytest.raises(CommandError) as caught:
        require_free(host=HOST, port=taken)

    assert (str(caught.value), caught.value.returncode) == (expected, 2)


def test_free_port_is_accepted(taken: int):
    require_free(host="127.0.0.2", port=taken)


def test_waiting_ends_when_somebody_answers(taken: int):
    wait_until_answering(host=HOST, port=taken, check=lambda: None)


def test_waiting_ends_when_there_is_nobody_left_to_answer():
    def check() -> None:
        raise CommandError("The web server ended with exit code 1.")

    with pytest.raises(CommandError, match="ended with exit code 1"):
        wait_until_answering(host=HOST, port=1, check=check)
