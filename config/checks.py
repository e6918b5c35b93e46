"""What must not be deployed; `manage.py check --deploy` names it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks

VERIFIED = {"verify-ca", "verify-full"}
FEWEST_SIGNS = 43


@checks.register(checks.Tags.security, deploy=True)
def check_installation(**kwargs: Any) -> list[checks.CheckMessage]:
    return [
        *check_production(settings.PRODUCTION),
        *check_database(settings.DATABASES["default"]),
        *check_pseudonyms(settings.PSEUDONYM_KEY),
    ]


def check_production(production: bool) -> Iterator[checks.CheckMessage]:
    if not production:
        yield checks.Error(
            "PRODUCTION is off, so the demo department and its public password may exist.",
            hint="Set PRODUCTION=true.",
            id="gatehouse.E001",
        )


def check_database(database: dict[str, Any]) -> Iterator[checks.CheckMessage]:
    if database["ENGINE"] == "config.postgres":
        yield checks.Error(
            "The embedded PostgreSQL is for demonstrations: anyone who reaches its socket is in.",
            hint="Set DATABASE_URL.",
            id="gatehouse.E002",
        )
    elif _is_remote(database) and database.get("OPTIONS", {}).get("sslmode") not in VERIFIED:
        yield checks.Warning(
            "The connection to the database does not verify whom it talks to.",
            hint="Add ?sslmode=verify-full to DATABASE_URL.",
            id="gatehouse.W003",
        )


def check_pseudonyms(key: str) -> Iterator[checks.CheckMessage]:
    if len(key) < FEWEST_SIGNS:
        yield checks.Error(
            "PSEUDONYM_KEY is so short that it could be guessed, and with it every pseudonym.",
            hint=f"Set it to at least {FEWEST_SIGNS} random characters, and never change it.",
            id="gatehouse.E004",
        )


def _is_remote(database: dict[str, Any]) -> bool:
    host = database.get("HOST") or database.get("OPTIONS", {}).get("host", "")
    return host not in {"", "localhost", "127.0.0.1", "::1"} and not host.startswith("/")
