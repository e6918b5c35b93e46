"""`manage.py export_trail DIR`: the trail as a folder for somebody outside."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from audits.trail.exporting import Exported, NotExported, export
from audits.trail.log.tiles import TileError
from audits.trail.recording.events import tell
from policy import commands
from policy.commands import bad_input


class Command(commands.Command):
    """Exit code 0: written. 2: not, or not wholly."""

    help = "Write the trail into a folder, for gatehouse-verify to check without Gatehouse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help=_("a new or empty folder"))
        parser.add_argument("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, folder: Path, json: bool, **options: Any) -> None:
        # What is not recorded may not happen.
        tell("exported", kind="trail", details={"folder": folder})
        try:
            exported = export(folder)
        except (NotExported, OSError, TileError) as error:
            message = _("The trail was not exported: %(why)s.")
            raise bad_input(message, why=_why(error)) from error
        self.stdout.write(_as_json(exported, folder) if json else _in_words(exported, folder))


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _as_json(exported: Exported, folder: Path) -> str:
    told = {"entries": exported.size, "contents": exported.contents, "folder": str(folder)}
    return json.dumps(told)


def _in_words(exported: Exported, folder: Path) -> str:
    words = _("%(entries)s entries and %(contents)s contents are in %(folder)s.")
    told = {"entries": f"{exported.size:,}", "contents": f"{exported.contents:,}"}
    return words % {**told, "folder": folder}
