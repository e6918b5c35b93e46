from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.checks import CheckMessage

from config.checks import check_database, check_production, check_pseudonyms
from tests.config.commands import PRODUCTION, manage

REMOTE = {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example.gov", "OPTIONS": {}}


def ids(messages: Iterable[CheckMessage]) -> list[str]:
    return [message.id for message in messages]


def test_production_settings_pass_every_check(tmp_path: Path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path, **PRODUCTION)

    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (1 silenced).\n"
    assert done.returncode == 0


def test_settings_of_a_demonstration_are_not_deployed(tmp_path: Path):
    done = manage("check", "--deploy", data=tmp_path)

    assert "(gatehouse.E001)" in done.stderr
    assert "(gatehouse.E002)" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(("production", "expected"), [(False, ["gatehouse.E001"]), (True, [])])
def test_demonstration_must_not_be_deployed(production: bool, expected: list[str]):
    assert ids(check_production(production)) == expected


def test_embedded_database_must_not_be_deployed():
    assert ids(check_database({"ENGINE": "config.postgres"})) == ["gatehouse.E002"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["gatehouse.W003"]),
        ({"OPTIONS": {"sslmode": "require"}}, ["gatehouse.W003"]),
        ({"OPTIONS": {"sslmode": "verify-full"}}, []),
        ({"HOST": "", "OPTIONS": {"host": "db.example.gov"}}, ["gatehouse.W003"]),
        ({"HOST": "/run/postgresql"}, []),
        ({"HOST": "localhost"}, []),
    ],
)
def test_remote_database_has_to_be_verified(changes: dict, expected: list[str]):
    assert ids(check_database({**REMOTE, **changes})) == expected


@pytest.mark.parametrize(("length", "expected"), [(42, ["gatehouse.E004"]), (43, [])])
def test_key_of_pseudonyms_that_could_be_guessed_must_not_be_deployed(
    length: int, expected: list[str]
):
    assert ids(check_pseudonyms("k" * length)) == expected
