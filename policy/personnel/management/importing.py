"""What the commands that import a CSV file have in common."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy import commands
from policy.commands import BAD_INPUT
from policy.personnel.importing.faults import ImportRefused
from policy.personnel.importing.plan import Plan
from policy.personnel.imports import Import, carry_out, preview


class ImportCommand(commands.Command):
    """Exit code 0: done, or shown by a dry run. 2: faults, all of them listed, nothing done."""

    kind: ClassVar[Import]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("a CSV file"))
        parser.add_argument("--dry-run", action="store_true", help=_("show it, change nothing"))
        parser.add_argument("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, file: Path, dry_run: bool, json: bool, **options: Any) -> None:
        content = read(file)
        try:
            if dry_run:
                plan = preview(self.kind, content)
            else:
                plan = carry_out(self.kind, content, by=None)
        except ImportRefused as error:
            if json:
                self.stdout.write(faults_as_json(error))
            raise CommandError(in_words_of_faults(file, error), returncode=BAD_INPUT) from error
        self.stdout.write(as_json(plan, dry_run) if json else in_words(plan, dry_run))


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = _("%(file)s cannot be read: %(reason)s.")
        words = message % {"file": file, "reason": error.strerror}
        raise CommandError(words, returncode=BAD_INPUT) from error


def as_json(plan: Plan, dry_run: bool) -> str:
    return json.dumps({"done": not dry_run, **plan.counts(), "faults": []})


def faults_as_json(error: ImportRefused) -> str:
    return json.dumps({"done": False, "faults": [fault.as_json() for fault in error.faults]})


def in_words(plan: Plan, dry_run: bool) -> str:
    words = (
        _("Would add %(added)s, change %(changed)s and leave %(unchanged)s as they are.")
        if dry_run
        else _("Added %(added)s, changed %(changed)s and left %(unchanged)s as they are.")
    )
    return words % plan.counts()


def in_words_of_faults(file: Path, error: ImportRefused) -> str:
    heading = ngettext(
        "%(file)s has %(count)s fault; nothing was changed.",
        "%(file)s has %(count)s faults; nothing was changed.",
        len(error.faults),
    ) % {"file": file, "count": len(error.faults)}
    return "\n".join([heading, *map(str, error.faults)])
