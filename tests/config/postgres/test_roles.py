"""The roles of docs/deployment.md, made by the very statements that stand there."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.config.commands import ROOT, manage
from tests.harness import databases

NAME = f"{databases.own_name()}_roles"
OWNER, APP = f"{NAME}_owner", f"{NAME}_app"
GUIDE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


def statements() -> tuple[str, str]:
    """What the guide runs as a superuser, and then in the new database."""
    blocks = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
    renamed = [
        block.replace("gatehouse_owner", OWNER)
        .replace("gatehouse_app", APP)
        .replace("DATABASE gatehouse ", f"DATABASE {NAME} ")
        for block in blocks
    ]
    return renamed[0], renamed[1]


def address(user: str) -> str:
    host = connection.settings_dict["HOST"]
    port = connection.settings_dict["PORT"] or 5432
    return f"postgresql://{user}:...@/{NAME}?host={host}&port={port}"


def run(script: str, database: str) -> None:
    superuser = connection.get_connection_params() | {"dbname": database}
    superuser.pop("cursor_factory", None)
    superuser.pop("context", None)
    with psycopg.connect(**superuser, autocommit=True) as connected:
        for statement in filter(str.strip, script.split(";")):
            connected.execute(statement)


@pytest.fixture(scope="module")
def migrated(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("data")
    server, database = statements()
    with django_db_blocker.unblock():
        connection.ensure_connection()
        run(server, "postgres")
        run(database, NAME)
        done = manage("migrate", data=data, DATABASE_URL=address(OWNER))
        assert done.returncode == 0, done.stderr
        yield data
        run(f"DROP DATABASE {NAME} WITH (FORCE); DROP ROLE {APP}; DROP ROLE {OWNER}", "postgres")


@pytest.fixture
def app(migrated: Path) -> Iterator[psycopg.Connection]:
    with psycopg.connect(address(APP)) as connected:
        yield connected
        connected.rollback()


def test_the_application_works_with_what_it_was_granted(migrated: Path) -> None:
    done = manage("demo", "--json", data=migrated, DATABASE_URL=address(APP))

    assert (done.returncode, done.stderr) == (0, "")
    assert '"people": 320' in done.stdout


def test_the_application_finds_nothing_left_to_migrate(migrated: Path) -> None:
    done = manage("migrate", data=migrated, DATABASE_URL=address(APP))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE searches_step",
        "TRUNCATE searches_searchrequest CASCADE",
        "ALTER TABLE searches_step DISABLE TRIGGER ALL",
        "DROP TABLE searches_step",
        "DROP FUNCTION _pgtrigger_should_ignore CASCADE",
        "CREATE TABLE other (id int)",
        "CREATE RULE own AS ON INSERT TO searches_step DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
        "SET ROLE {owner}",
    ],
)
def test_the_application_cannot_get_around_the_triggers(
    app: psycopg.Connection, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement.format(owner=OWNER))
