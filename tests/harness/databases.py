"""A database for each process of a test run, cloned from one that was migrated once.

Several runs may share a server: names carry the host and the process that leads the run.
"""

import hashlib
import os
import re
import socket
from pathlib import Path
from typing import Any

import psutil
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

from policy import keeping
from tests.harness.remembering import begin_each_test_with_these_rows

HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]
RUN = re.compile(rf"gatehouse_test_{HOST}_(\d+)_\w+")
TEMPLATE = "gatehouse_template_"
TEMPLATES_KEPT = 3

# Any number, the same in every run: it names the lock under which a template is made.
LOCK = 4_728_301


def own_name() -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    leader = os.getpid() if worker == "main" else os.getppid()
    return f"gatehouse_test_{HOST}_{leader}_{worker}"


def make(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        _drop_leftovers(cursor)
        template = _template(cursor)
        drop(name)
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    _use(name)
    let_tests_empty_it()
    begin_each_test_with_these_rows()


def drop(name: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def let_tests_empty_it() -> None:
    """Let the flush after a test that commits pass by the triggers that keep what is kept.

    It takes the superuser that tests run as; the application's own role may not do it. Said of the
    class: a test that drives a browser has a connection of its own.
    """
    operations = type(connection.ops)
    flush = operations.sql_flush

    def past_triggers(self: Any, *arguments: Any, **options: Any) -> list[str]:
        statements = flush(self, *arguments, **options)
        return ["SET LOCAL session_replication_role = replica", *statements]

    operations.sql_flush = past_triggers


def _drop_leftovers(cursor: CursorWrapper) -> None:
    """Drop what runs left that were killed."""
    for name in _names(cursor):
        run = RUN.fullmatch(name)
        if run and not psutil.pid_exists(int(run[1])):
            drop(name)


def _template(cursor: CursorWrapper) -> str:
    name = TEMPLATE + _digest()
    if name not in _names(cursor):
        _make_template(cursor, name)
    return name


def _make_template(cursor: CursorWrapper, name: str) -> None:
    """Migrate under another name, so that a template that exists is a template that is whole."""
    unfinished = f"unfinished_{name}"
    drop(unfinished)
    cursor.execute(
        f"CREATE DATABASE {unfinished} TEMPLATE template0 "
        "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    )
    _use(unfinished)
    call_command("migrate", verbosity=0)
    connection.close()
    cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    _drop_old_templates(cursor)


def _drop_old_templates(cursor: CursorWrapper) -> None:
    newest_first = [name for name in _names(cursor) if name.startswith(TEMPLATE)]
    for name in newest_first[TEMPLATES_KEPT:]:
        drop(name)


def _names(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database ORDER BY oid DESC")
    return [name for (name,) in cursor.fetchall()]


def _digest() -> str:
    """Return what changes whenever a migrated database would come out different."""
    digest = hashlib.sha256()
    for file in sorted(_files()):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _files() -> list[Path]:
    roots = [Path(app.path) for app in apps.get_app_configs()]
    migrations = [
        file
        for root in roots
        for ending in ("py", "sql")
        for file in (root / "migrations").glob(f"*.{ending}")
    ]
    return [*migrations, Path(keeping.__file__)]
