"""The address that the server listens at."""

import errno
import socket
import time
from collections.abc import Callable

from django.core.management.base import CommandError

from config.serving.left import holder_of
from policy.commands import BAD_INPUT

SECONDS_TO_START = 60


def read_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CommandError(
            f"PORT is {text!r}; expected a number from 1 to 65535.", returncode=BAD_INPUT
        )
    return int(text)


def require_free(*, host: str, port: int) -> None:
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(_why_not(error, host, port), returncode=BAD_INPUT) from error


def wait_until_answering(*, host: str, port: int, check: Callable[[], None]) -> None:
    """Return once something listens; `check` raises when there is no use in waiting longer."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not _answers(host, port):
        check()
        if time.monotonic() > deadline:
            raise CommandError(f"The web server did not start within {SECONDS_TO_START} seconds.")
        time.sleep(0.1)


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use{_by_whom(port)}. "
            f"Choose another, for example: make run PORT={port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for root. Choose one above 1023: make run PORT=8000"
    return f"Cannot listen at {host}, port {port}: {error.strerror or error}"


def _by_whom(port: int) -> str:
    holder = holder_of(port)
    return f" by process {holder.pid}, {holder.name()}" if holder else ""


def _answers(host: str, port: int) -> bool:
    with socket.socket(_family(host)) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
