"""What each role of the database may do, on a database that the command made ready."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from audits.trail.roles import KINDS, Roles
from tests.audits.trail.log.building import WITNESS
from tests.audits.trail.witness.strangers import answering, cosigned_by
from tests.config.commands import manage
from tests.harness import databases

NAME = f"{databases.own_name()}_roles"
ROLES = Roles(NAME)
DEMO = (
    "from django.utils import timezone; from config.demo.loading import load_demo;"
    "load_demo(seed=7, at=timezone.now(), past=1, evasions=False, audited=False)"
)

Connect = Callable[[str], psycopg.Connection]


def address(user: str) -> str:
    host = connection.settings_dict["HOST"]
    port = connection.settings_dict["PORT"] or 5432
    return f"postgresql://{user}:...@/{NAME}?host={host}&port={port}"


def superuser() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {k: v for k, v in parameters.items() if k not in ("cursor_factory", "context")}


def run(*statements: str, database: str = "postgres") -> None:
    with psycopg.connect(**superuser() | {"dbname": database}, autocommit=True) as connected:
        for statement in statements:
            connected.execute(statement)


@pytest.fixture(scope="module")
def ready(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with connection._nodb_cursor() as cursor:
            template = databases._template(cursor)
        databases._use(databases.own_name())
        run(f"CREATE DATABASE {NAME} TEMPLATE {template}")
        user = superuser()["user"]
        for _ in range(2):  # the second time brings it to the same
            done = manage(
                "create_database_roles", "--prefix", NAME, "--json",
                data=data, DATABASE_URL=address(user),
            )  # fmt: skip
            assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout) == {"roles": {ROLES.name(kind): None for kind in KINDS}}
        yield data
        run(f"DROP DATABASE {NAME} WITH (FORCE)", *(f"DROP ROLE {ROLES.name(k)}" for k in KINDS))


@pytest.fixture
def connect(ready: Path) -> Iterator[Connect]:
    opened = []

    def connect(kind: str) -> psycopg.Connection:
        opened.append(psycopg.connect(address(ROLES.name(kind))))
        opened[-1].execute('SET gatehouse.acting = \'{"actor": "an attacker"}\'')
        return opened[-1]

    yield connect
    for connected in opened:
        connected.close()


@pytest.fixture(scope="module")
def told(ready: Path) -> Path:
    """The demonstration, told by the application, placed by the sequencer and witnessed."""
    done = manage("shell", "-c", DEMO, data=ready, DATABASE_URL=address(ROLES.name("app")))
    assert (done.returncode, done.stderr) == (0, "")
    with answering(cosigned_by(WITNESS)) as (url, _):
        placed = manage(
            "sequence", "--once", data=ready,
            DATABASE_URL=address(ROLES.name("sequencer")),
            TRAIL_WITNESSES=f"{WITNESS.verifier} {url}",
        )  # fmt: skip
    assert (placed.returncode, placed.stderr) == (0, "")
    return ready


def test_application_does_its_work_and_the_sequencer_its_own(told: Path, connect: Connect):
    done = manage("migrate", data=told, DATABASE_URL=address(ROLES.name("app")))

    assert (done.returncode, done.stderr) == (0, "")
    published = (told / "trail" / "tiles" / "checkpoint").read_text()
    assert published.count(f"\n— {WITNESS.name} ") == 1
    entries = connect("auditor").execute(
        "SELECT count(*), count(position.index),"
        " count(*) FILTER (WHERE convert_from(entry, 'UTF8')::jsonb ->> 'database_user' = %s)"
        " FROM trail_entry LEFT JOIN trail_position position ON entry_id = trail_entry.id",
        [ROLES.name("app")],
    )
    count, with_place, by_the_app = entries.fetchone()
    assert (count == with_place, by_the_app > 1000) == (True, True)


PROPOSE = """
    INSERT INTO trail_sealingorder (
        request_id, authority, order_number, ordered_on, reason, proposed_by_id, proposed_at,
        verdict, decision_reason, applied
    )
    SELECT request_id, 'Superior Court', 'JV-1', current_date, 'Expunged.', account.id, now(),
        'open', '', false
    FROM trail_position, personnel_account account
    WHERE request_id IS NOT NULL AND account.username = 'admin' LIMIT 1
    RETURNING id
"""
APPROVE = """
    UPDATE trail_sealingorder SET verdict = 'approved', decided_at = now(), decided_by_id = (
        SELECT id FROM personnel_account WHERE username = %s
    ) WHERE id = %s
"""
SEALED = """
    SELECT applied, count(*) > 1, count(content) FROM trail_sealingorder sealing
    JOIN trail_sealedentry ON order_id = sealing.id JOIN trail_entry ON entry_id = trail_entry.id
    WHERE sealing.id = %s GROUP BY applied
"""


@pytest.mark.usefixtures("told")
def test_application_seals_what_two_administrators_ordered_and_nothing_by_one(connect: Connect):
    app = connect("app")
    (order,) = app.execute(PROPOSE).fetchone()
    with pytest.raises(psycopg.errors.CheckViolation), app.transaction():
        app.execute("SELECT trail_seal(%s)", [order])
    with pytest.raises(psycopg.errors.CheckViolation), app.transaction():
        app.execute(APPROVE, ["admin", order])

    app.execute(APPROVE, ["admin2", order])

    assert app.execute(SEALED, [order]).fetchone() == (True, True, 0)
    app.rollback()


TRAIL = [
    "UPDATE trail_entry SET entry = 'x'",
    "UPDATE trail_entry SET content = NULL",
    "DELETE FROM trail_entry",
    "TRUNCATE trail_entry CASCADE",
    "ALTER TABLE trail_entry DISABLE TRIGGER ALL",
    "DROP TABLE trail_entry CASCADE",
    "INSERT INTO trail_entry (event, entry) VALUES (NULL, 'x')",
    "INSERT INTO trail_position (index) VALUES (1)",
    "INSERT INTO trail_checkpoint (size) VALUES (1)",
    "DELETE FROM trail_position",
    "UPDATE trail_position SET words = ''",
    "INSERT INTO trail_sealedentry (entry_id, order_id) VALUES (1, 1)",
    "DELETE FROM trail_sealedentry",
    "DELETE FROM trail_sealingorder",
    "TRUNCATE trail_sealingorder CASCADE",
    "UPDATE trail_sealingorder SET applied = true",
    "UPDATE trail_sealingorder SET reason = 'x'",
    "UPDATE trail_sealingorder SET proposed_by_id = 1",
    "ALTER TABLE trail_sealingorder DISABLE TRIGGER ALL",
    "DROP FUNCTION trail_seal(bigint)",
    "CREATE OR REPLACE FUNCTION trail_seal(bigint) RETURNS void LANGUAGE sql AS ''",
    "UPDATE trail_checkpoint SET size = 0",
    "TRUNCATE searches_step",
    "TRUNCATE searches_searchrequest CASCADE",
    "ALTER TABLE searches_step DISABLE TRIGGER ALL",
    "DROP TABLE searches_step",
    "DROP FUNCTION _pgtrigger_should_ignore CASCADE",
    "DROP FUNCTION trail_text(jsonb) CASCADE",
    "CREATE FUNCTION public.trail_text(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    "CREATE TABLE other (id int)",
    "CREATE SCHEMA other",
    "CREATE RULE own AS ON INSERT TO searches_step DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "ALTER ROLE {app} SUPERUSER",
]


@pytest.mark.parametrize("statement", TRAIL)
def test_application_can_neither_touch_the_trail_nor_get_around_a_trigger(
    connect: Connect, statement: str
):
    names = {kind: ROLES.name(kind) for kind in KINDS}

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect("app").execute(statement.format(**names))


def test_table_that_somebody_puts_in_front_of_another_deceives_no_trigger(connect: Connect):
    app = connect("app")
    app.execute("CREATE TEMPORARY TABLE trail_entry (event text[])")

    app.execute("INSERT INTO personnel_unit (code, name) VALUES ('x1', 'X1')")

    told = app.execute(
        "SELECT count(*) FROM public.trail_entry"
        " WHERE convert_from(entry, 'UTF8')::jsonb ->> 'actor' = 'an attacker'"
    )
    assert told.fetchone() == (1,)
    app.rollback()


def test_no_trigger_looks_among_the_temporary_tables_first(connect: Connect):
    deceived = connect("auditor").execute(
        "SELECT proname FROM pg_proc JOIN pg_trigger ON tgfoid = pg_proc.oid WHERE NOT tgisinternal"
        " AND pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger%'"
        " AND proconfig IS DISTINCT FROM ARRAY['search_path=public, pg_temp']"
    )

    assert deceived.fetchall() == []


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("sequencer", "INSERT INTO trail_entry (event) VALUES (NULL)"),
        ("sequencer", "UPDATE trail_position SET leaf = 'x'"),
        ("sequencer", "DELETE FROM trail_checkpoint"),
        ("sequencer", "SELECT * FROM personnel_person"),
        ("sequencer", "SELECT trail_seal(1)"),
        ("sequencer", "UPDATE trail_sealingorder SET verdict = 'approved'"),
        ("auditor", "UPDATE personnel_person SET last_name = 'x'"),
        ("auditor", "INSERT INTO trail_entry (event) VALUES (NULL)"),
        ("auditor", "DELETE FROM searches_step"),
        ("auditor", "SELECT trail_seal(1)"),
        ("auditor", "INSERT INTO trail_sealingorder (id) VALUES (1)"),
        ("auditor", "SELECT * FROM django_session"),
        ("auditor", "SELECT password FROM personnel_account"),
        ("auditor", "SELECT nextval('trail_entry_id_seq')"),
        ("auditor", "CREATE TEMPORARY TABLE other (id int)"),
    ],
)
def test_sequencer_and_auditor_can_do_no_more_than_their_work(
    connect: Connect, kind: str, statement: str
):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect(kind).execute(statement)


def test_roles_take_a_superuser_and_say_so(ready: Path):
    done = manage(
        "create_database_roles", "--prefix", NAME,
        data=ready, DATABASE_URL=address(ROLES.name("app")),
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.endswith("It takes a superuser of the database.\n")
