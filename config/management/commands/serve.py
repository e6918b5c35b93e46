"""`manage.py serve`: everything that a running Gatehouse consists of, from one command."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from config.demo.accounts import DemoAccount
from config.serving.address import read_port, require_free, wait_until_answering
from config.serving.children import Children, Stopped, stop_on_signals
from config.serving.left import Record
from config.templatetags.demo import demo_accounts
from policy import commands
from policy.personnel.models import Person

THREADS = 4
WORKER = ("procrastinate", "worker")
EMBEDDED = settings.DATABASES["default"]["ENGINE"] == "config.postgres"
MOST_PROCESSES = 4


class Command(commands.Command):
    help = "Prepare the database, then run the web server, a background worker and the sequencer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="the port to listen at (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at")

    def handle(self, *, host: str, port: str, **options: Any) -> None:
        number = read_port(port)
        record = Record(data=settings.DATA_DIR, port=number)
        if record.end_what_is_left():
            self._say(_("Ended what a server that was killed had left running."))
        require_free(host=host, port=number)
        stop_on_signals()
        try:
            self._prepare()
            self._run(host=host, port=number, record=record)
        except Stopped:
            record.forget()
            self.stdout.write(_("Gatehouse has stopped."))

    def _prepare(self) -> None:
        self._say(_("Preparing the database ..."))
        call_command("migrate", verbosity=0)
        if EMBEDDED:
            call_command("create_database_roles", "--json", stdout=StringIO())
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        elif not Person.objects.exists():
            self._say(_("Loading the demonstration, this once ..."))
            call_command("demo", stdout=self.stdout)
            # Or its entries would be told to have waited as long as it took to load.
            call_command("sequence", "--once", stdout=StringIO())

    def _run(self, *, host: str, port: int, record: Record) -> None:
        with Children() as children:
            web_server = _web_server(host=host, port=port)
            children.start(name="web server", command=web_server, **_as("app"))
            children.start(name="background worker", command=_manage(*WORKER), **_as("app"))
            children.start(name="sequencer", command=_manage("sequence"), **_as("sequencer"))
            record.write(children.numbers)
            wait_until_answering(host=host, port=port, check=children.check)
            self._announce(port)
            children.watch()

    def _announce(self, port: int) -> None:
        address = f"http://localhost:{port}"
        self._say("\n" + _("Gatehouse is at %(address)s") % {"address": address} + "\n\n")
        if settings.DEMO_ALLOWED and (accounts := demo_accounts()):
            self._announce_accounts(accounts)
        self._say(_("Ctrl-C stops it."))

    def _announce_accounts(self, accounts: list[DemoAccount]) -> None:
        password = accounts[0].password
        self._say(_("Demo accounts, all with the password: %(it)s") % {"it": password})
        rows = [(account.username, account.role, account.tries) for account in accounts]
        for row in _aligned(rows):
            self._say("  " + "  ".join(row).rstrip())
        self._say("")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _aligned(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, ...]]:
    texts = [tuple(map(str, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        yield tuple(text.ljust(width) for text, width in zip(row, widths, strict=True))


def _web_server(*, host: str, port: int) -> list[str]:
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    return [
        *(sys.executable, "-m", "granian"),
        *("--interface", "wsgi"),
        *("--host", host),
        *("--port", str(port)),
        *("--workers", str(processes)),
        *("--blocking-threads", str(THREADS)),
        *("--workers-kill-timeout", "5"),
        *("--log-level", "warning"),
        *("--working-dir", str(settings.BASE_DIR)),
        "config.wsgi:application",
    ]


def _manage(*words: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]


def _as(role: str) -> dict[str, str]:
    """The environment in which a process uses the database as `role`, as far as there is one."""
    if EMBEDDED:
        return {"DATABASE_ROLE": role}
    if role == "sequencer" and settings.SEQUENCER_DATABASE_URL:
        return {"DATABASE_URL": settings.SEQUENCER_DATABASE_URL}
    return {}
