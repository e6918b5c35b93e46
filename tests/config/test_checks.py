from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from tests.config.commands import PRODUCTION, manage

REMOTE = {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example.gov", "OPTIONS": {}}


def ids() -> set[str]:
    found = run_checks(include_deployment_checks=True)
    return {message.id for message in found if message.id.startswith("gatehouse.")}


def test_production_settings_pass_every_check(tmp_path: Path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path, **PRODUCTION)

    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (1 silenced).\n"
    assert done.returncode == 0


def test_demonstration_must_not_be_deployed(settings: Settings):
    settings.PRODUCTION = False
    settings.DATABASES = {"default": {**REMOTE, "OPTIONS": {"sslmode": "verify-full"}}}

    assert ids() == {"gatehouse.E001"}


def test_embedded_database_must_not_be_deployed(settings: Settings):
    settings.PRODUCTION = True
    settings.DATABASES = {"default": {"ENGINE": "config.postgres"}}

    assert ids() == {"gatehouse.E002"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"gatehouse.W003"}),
        ({"OPTIONS": {"sslmode": "require"}}, {"gatehouse.W003"}),
        ({"OPTIONS": {"sslmode": "verify-full"}}, set()),
        ({"HOST": "", "OPTIONS": {"host": "db.example.gov"}}, {"gatehouse.W003"}),
        ({"HOST": "/run/postgresql"}, set()),
        ({"HOST": "localhost"}, set()),
    ],
)
def test_remote_database_has_to_be_verified(settings: Settings, changes: dict, expected: set[str]):
    settings.PRODUCTION = True
    settings.DATABASES = {"default": {**REMOTE, **changes}}

    assert ids() == expected
