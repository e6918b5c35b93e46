"""All benchmarks, one after the other, on a database of their own."""

import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import connection

from audits.trail.acting import name_process
from tests.bench import (
    analyzing,
    appending,
    contacts,
    decide,
    discovering,
    lists,
    queries,
    replaying,
    submitting,
    together,
    trail_lists,
    verifying,
)
from tests.bench.measuring import Row
from tests.harness import databases
from tests.policy.searches.office import Office, open_office

HEAD = """# Benchmarks

What `make bench` measured. Each figure is a ratio within one run. Decisions and submissions take
turns with their peers; the lists are timed first with a thousand requests, then with a million.
Times are medians.

Measured on {day} on {machine}.

| what | measured | against | ratio | goal |
|---|---|---|---|---|
"""


# In this order: some of them fill the database that the next ones use.
MODULES: dict[str, Callable[[Office], list[Row]]] = {
    "decide": lambda office: decide.rows(),
    "together": lambda office: together.rows(),
    "analyzing": lambda office: analyzing.rows(),
    "submitting": submitting.rows,
    "queries": queries.rows,
    "lists": lists.rows,
    "replaying": lambda office: replaying.rows(),
    "discovering": lambda office: discovering.rows(),
    "contacts": contacts.rows,
    "appending": lambda office: appending.rows(),
    "trail_lists": lambda office: trail_lists.rows(),
    # Last: it empties the trail.
    "verifying": lambda office: verifying.rows(),
}


def measure(only: Sequence[str] | None = None) -> str:
    """Measures everything, or the modules named; a page of Markdown."""
    name_process("the benchmarks")
    name = databases.own_name()
    databases.make(name)
    try:
        office = open_office()
        chosen = [rows for module, rows in MODULES.items() if only is None or module in only]
        return _page([row for rows in chosen for row in rows(office)])
    finally:
        databases.drop(name)


def _page(rows: list[Row]) -> str:
    head = HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=_machine())
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _machine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}, PostgreSQL {postgres}"
    )
