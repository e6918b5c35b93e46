"""`manage.py make_demo_logs DIR`: the network logs of an invented department."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from config.demo.logs.period import DAYS
from config.demo.logs.truth import Truth
from config.demo.logs.writing import LINES, UNTIL, write_logs
from config.management.commands.demo import SEED
from policy import commands
from policy.commands import bad_input, day_of

FIRST_YEAR = 2000


class Command(commands.Command):
    """Exit code 0: written. 2: not, or not wholly."""

    help = "Write 90 days of invented network logs, and what is planted in them."

    # Those are about the department's installation; nothing of it is used.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help=_("a new or empty folder"))
        parser.add_argument("--seed", type=int, default=SEED, help=f"the seed ({SEED})")
        parser.add_argument(
            "--lines", type=int, default=LINES, metavar="N",
            help=f"lines that have nothing to do with face recognition ({LINES})",
        )  # fmt: skip
        parser.add_argument(
            "--until", default=UNTIL.isoformat(), metavar="DAY",
            help=f"the day before which the {DAYS} days end ({UNTIL})",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help=_("answer in JSON"))

    def handle(
        self, *, folder: Path, seed: int, lines: int, until: str, json: bool, **options: Any
    ) -> None:
        day = day_of(until, "--until")
        if day.year < FIRST_YEAR:
            message = _("--until: expected a day from the year %(first)s on, not %(value)s.")
            raise bad_input(message, first=FIRST_YEAR, value=until)
        if lines < 0:
            raise bad_input(_("--lines: expected 0 or more, not %(value)s."), value=lines)
        _require_empty(folder)
        try:
            truth = write_logs(folder, seed=seed, lines=lines, until=day)
        except OSError as error:
            message = _("%(file)s was not written: %(why)s.")
            raise bad_input(message, file=error.filename, why=error.strerror) from error
        self.stdout.write(_as_json(truth, folder) if json else _in_words(truth, folder))


def _require_empty(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise bad_input(_("DIR: expected a new or empty folder, not %(folder)s."), folder=folder)


def _told(truth: Truth, folder: Path) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "files": len(truth.files),
        "lines": sum(file["lines"] for file in truth.files.values()),
        "searches": truth.searches,
        "people": truth.people,
        "unattributed": len(truth.unattributed),
        "explained": len(truth.explained),
        "gap": truth.gap,
    }


def _as_json(truth: Truth, folder: Path) -> str:
    return json.dumps(_told(truth, folder))


def _in_words(truth: Truth, folder: Path) -> str:
    words = _(
        "%(lines)s lines in %(files)s files are in %(folder)s. Planted: %(searches)s searches by"
        " %(people)s people, %(unattributed)s by nobody knows whom, %(explained)s approved runs,"
        " one gap; .truth.json tells all of it.\n"
        "Read them: manage.py discover %(folder)s %(options)s"
    )
    told = _told(truth, folder) | {"options": " ".join(f"--realm {one}" for one in truth.realms)}
    return words % {**told, "lines": f"{told['lines']:,}"}
