"""`manage.py create_database_roles`: owner, application, sequencer and auditor of the database."""

import json
import secrets
from argparse import ArgumentParser
from typing import Any

from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from audits.trail.roles import KINDS, PREFIX, Roles, make_roles
from policy import commands
from policy.commands import bad_input


class Command(commands.Command):
    help = (
        "Make the four roles of the database, as a superuser of it, and give each what it may do: "
        "the application adds to the trail and never changes it. To be run after each migration."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prefix", default=PREFIX, help=f"what their names begin with ({PREFIX})"
        )
        parser.add_argument(
            "--passwords", action="store_true", help="give each a new password, and tell it once"
        )
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, prefix: str, passwords: bool, json: bool, **options: Any) -> None:
        roles = Roles(prefix)
        try:
            with transaction.atomic():
                make_roles(roles)
                given = {kind: _password(roles, kind) for kind in KINDS} if passwords else {}
        except ProgrammingError as error:
            message = _("The roles were not made: %(why)s. It takes a superuser of the database.")
            raise bad_input(message, why=str(error).splitlines()[0]) from error
        answer = {roles.name(kind): given.get(kind) for kind in KINDS}
        self.stdout.write(_as_json(answer) if json else _in_words(answer))


def _password(roles: Roles, kind: str) -> str:
    password = secrets.token_urlsafe(32)
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(roles[kind], sql.Literal(password))
    with connection.cursor() as cursor:
        cursor.execute(statement)
    return password


def _as_json(answer: dict[str, str | None]) -> str:
    return json.dumps({"roles": answer})


def _in_words(answer: dict[str, str | None]) -> str:
    lines = [f"  {name}  {password or ''}".rstrip() for name, password in answer.items()]
    return "\n".join([_("The roles of the database, each with what it may do:"), *lines])
