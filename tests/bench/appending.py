"""Eight writers adding to the trail, against the same inserts without the leaf of the tree."""

import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg
from django.db import connection

from audits.trail.models import Entry
from tests.bench.measuring import Row
from tests.config.commands import MANAGE, environment

WRITERS = 8
SECONDS = 4
ROUNDS = 5
EVENT = (
    "INSERT INTO {table} (event) VALUES (ARRAY['viewed', 'searches.SearchRequest', '417', '417',"
    """ '7', '{{"state":"draft","version":"0"}}', '{{"state":"in_approval","version":"1"}}'])"""
)
# The table of the trail once more, whose trigger makes the same bytes and no leaf.
TWIN = """
    CREATE TABLE bare_entry (LIKE trail_entry INCLUDING ALL);
    DO $$
    DECLARE made text := pg_get_functiondef(
        (SELECT tgfoid FROM pg_trigger WHERE tgname LIKE 'pgtrigger_entry_written_%'));
    BEGIN
        EXECUTE regexp_replace(
            replace(made, 'sha256(''\\x00''::bytea || NEW.entry)', '''\\x''::bytea'),
            'FUNCTION public\\.\\S+\\(\\)', 'FUNCTION public.bare_entry_written()');
    END $$;
    CREATE TRIGGER bare_entry_written BEFORE INSERT ON bare_entry
        FOR EACH ROW EXECUTE FUNCTION bare_entry_written();
"""


def rows() -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(TWIN)
    ours, theirs = [], []
    for _ in range(ROUNDS):  # they take turns
        theirs.append(_rate("bare_entry"))
        ours.append(_rate("trail_entry"))
    with _sequencer():
        _wait_until_all_have_a_place()
        sealed = _rate("trail_entry")
        time.sleep(2)
        waiting = _waiting()
    return [
        Row(
            f"{WRITERS} writers adding to the trail",
            f"{median(ours):,.0f} a second",
            f"{median(theirs):,.0f} without the leaf",
            f"{median(theirs) / median(ours):.2f}",
            "at most 1.1",
        ),
        Row(
            "entries without a place 2 s after the last",
            str(waiting),
            f"{WRITERS} writers and the sequencer, {sealed:,.0f} entries a second",
            "–",
            "none",
        ),
    ]


def _rate(table: str) -> float:
    """Inserts a second, each in a transaction of its own."""
    done = [0] * WRITERS
    begin, end = threading.Barrier(WRITERS + 1), threading.Event()

    def write(number: int) -> None:
        with psycopg.connect(**_parameters(), autocommit=True) as writer:
            writer.execute('SET gatehouse.acting = \'{"actor": "the benchmark"}\'')
            begin.wait()
            while not end.is_set():
                writer.execute(EVENT.format(table=table))
                done[number] += 1

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    begin.wait()
    started = time.perf_counter()
    time.sleep(SECONDS)
    end.set()
    for writer in writers:
        writer.join()
    return sum(done) / (time.perf_counter() - started)


def _parameters() -> dict[str, object]:
    found = connection.get_connection_params()
    return {
        name: value for name, value in found.items() if name not in ("cursor_factory", "context")
    }


def address() -> str:
    """Where another process finds the database of the benchmarks."""
    parameters = _parameters()
    return (
        f"postgresql://{parameters['user']}:...@/{parameters['dbname']}?host={parameters['host']}"
    )


@contextmanager
def _sequencer() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            [*MANAGE, "sequence"], env=environment(Path(data), DATABASE_URL=address())
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _wait_until_all_have_a_place() -> None:
    while _waiting():
        time.sleep(0.5)


def _waiting() -> int:
    return Entry.objects.filter(position=None).count()
