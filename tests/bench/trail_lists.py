"""An officer's last entries in a trail of ten million, and what else the trail is searched by."""

import os
from time import perf_counter

from django.db import connection

from audits.trail.models import Entry, Position
from audits.trail.queries import Criteria, find
from audits.trail.recording.events import tell
from audits.trail.wording import Names, acts, read_all
from tests.bench.measuring import Row, medians

MANY = int(os.environ.get("BENCH_TRAIL", "10_000_000"))
OFFICERS = 4_000
ROUNDS = 25
GOAL = 5

# Words are few and short: their index is not what is measured here.
_FILL = """
    INSERT INTO trail_position
        (index, entry_id, leaf, at, actor, account_id, verb, kind, key, request_id, person_id,
         words)
    SELECT n, n, %(leaf)s, now() - (%(last)s - n) * interval '3 seconds', 'Officer ' || officer,
        1000000 + officer,
        (ARRAY['viewed', 'insert', 'insert', 'update', 'refused', 'signed_in'])[1 + n %% 6],
        (ARRAY['searches.SearchRequest', 'searches.Step', 'personnel.Person'])[1 + n %% 3],
        (n / 40)::text, n / 40, 1000000 + officer,
        array_to_tsvector(ARRAY['officer' || officer, 'lacris'])
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) n,
        LATERAL (SELECT n %% %(officers)s) picked (officer)
"""
_ENTRIES = """
    INSERT INTO trail_entry (id, event, entry, content, leaf, transaction)
    SELECT position.entry_id, NULL, sample.entry, sample.content, sample.leaf, sample.transaction
    FROM trail_position position, trail_entry sample
    WHERE position.account_id = %s AND sample.id = %s ORDER BY position.index DESC LIMIT 200
"""


def rows() -> list[Row]:
    """The benchmark's row; three minutes, and BENCH_TRAIL sets how many entries there are."""
    tell("viewed", kind="searches.SearchRequest", key=7, request=7)
    sample = Entry.objects.latest("pk")
    officer = 1_000_000 + 17
    started = perf_counter()
    _fill(sample, officer)
    filled = perf_counter() - started

    def page() -> None:
        assert len(find(Criteria(account=officer), {}).page.rows) == 50

    def prose() -> None:
        told = read_all(find(Criteria(account=officer), {}).page.rows)
        assert acts(told, Names(told))

    found, shown = medians([page, prose], ROUNDS)
    return [
        Row(
            f"an officer's last 50 entries among {MANY:,}",
            f"{found:.1f} ms",
            f"{shown:.1f} ms put into sentences ({filled:.0f} s to fill)",
            "–",
            f"at most {GOAL} ms",
        )
    ]


def _fill(sample: Entry, officer: int) -> None:
    """Written past the triggers, and indexed afterward, as PostgreSQL does it quickest."""
    first = 1_000_000_000
    indexes = _indexes()
    given = {
        "leaf": bytes(sample.leaf),
        "first": first,
        "last": first + MANY - 1,
        "officers": OFFICERS,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(_FILL, given)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE trail_position")
        cursor.execute(_ENTRIES, [officer, sample.pk])
        cursor.execute("SET session_replication_role = DEFAULT")


def _indexes() -> list[tuple[str, str]]:
    names = [index.name for index in Position._meta.indexes]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes"
            " WHERE tablename = 'trail_position' AND indexname = ANY(%s)",
            [names],
        )
        return cursor.fetchall()
