"""The embedded PostgreSQL: a real server out of a wheel, for machines that have none.

The package counts the processes that use the server, and the last one stops it.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

from config.postgres import directory
from config.postgres.package import PostgresServer

USER = "postgres"
DATABASE = "gatehouse"
ATTEMPTS = 10
SECONDS_BETWEEN_ATTEMPTS = 3

_servers: dict[Path, PostgresServer] = {}
_starting = threading.Lock()


def start(*, data: Path) -> Path:
    """Return the directory of the server's socket; start it, and make the database, if need be."""
    with _starting:
        if data not in _servers:
            _end_tidily_on_sigterm()
            _servers[data] = _start(data)
            # Before the package counts the others, at the end of this process.
            atexit.register(_forget_the_dead, data)
            _make_database(socket=_socket(_servers[data]))
        return _socket(_servers[data])


def _socket(server: PostgresServer) -> Path:
    return Path(server.get_postmaster_info().socket_dir)


def _start(data: Path) -> PostgresServer:
    directory.check(data)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _plain_locale():
            return _attempt(data)
    except (OSError, subprocess.SubprocessError, AssertionError, ValueError) as error:
        raise ImproperlyConfigured(
            f"the embedded PostgreSQL in {data} did not start: {_reason(error, data / 'log')}. "
            "Mend that, or set DATABASE_URL to use another."
        ) from error


def _reason(error: Exception, log: Path) -> str:
    if isinstance(error, OSError) or not log.exists():
        return str(error)
    return log.read_text(errors="replace").splitlines()[-1]


def _attempt(data: Path) -> PostgresServer:
    """Wait longer than the package does, for a busy machine or one that recovers from a crash."""
    for _ in range(ATTEMPTS):
        _forget_the_dead(data)
        try:
            return PostgresServer(data)
        except (subprocess.TimeoutExpired, AssertionError, ValueError):
            time.sleep(SECONDS_BETWEEN_ATTEMPTS)
    return PostgresServer(data)


def _forget_the_dead(data: Path) -> None:
    with PostgresServer._lock:  # noqa: SLF001 (the one lock that the package heeds)
        directory.forget_the_dead(data)


@contextmanager
def _plain_locale() -> Iterator[None]:
    """Start alike on every machine, also on one that names a locale it does not have."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C"
    try:
        yield
    finally:
        del os.environ["LC_ALL"]
        if before is not None:
            os.environ["LC_ALL"] = before


def _make_database(*, socket: Path) -> None:
    """Make the database with rules of sorting that come with PostgreSQL, not with the machine."""
    command = sql.SQL(
        "CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    ).format(sql.Identifier(DATABASE))
    with psycopg.connect(host=str(socket), user=USER, dbname=USER, autocommit=True) as connection:
        query = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(query, [DATABASE]).fetchone() is None:
            _run_unless_made(connection, command)


def _run_unless_made(connection: psycopg.Connection, command: sql.Composed) -> None:
    try:
        connection.execute(command)
    except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        # Another process was quicker.
        return


def _end_tidily_on_sigterm() -> None:
    """Let a process that is told to end give its handle back, as it does when it ends by itself."""
    if threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
