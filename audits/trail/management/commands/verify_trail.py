"""`manage.py verify_trail`: whether the trail is as it was sealed, and what was done to it."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.trail.choices import Verdict
from audits.trail.log.keys import BadKey, Verifier, read_verifier
from audits.trail.sequencing.publishing import tiles
from audits.trail.verifying import Outside, Report, Unreadable, trusted_keys, verify
from audits.trail.verifying.noting import note
from audits.trail.verifying.wording import as_json, in_lines
from policy import commands
from policy.commands import bad_input

EXIT_CODES = {Verdict.WHOLE: 0, Verdict.TAMPERED: 1, Verdict.CANNOT_TELL: 2}


class Command(commands.Command):
    """Exit code 0: whole. 1: tampered with. 2: cannot tell."""

    help = "Recompute the trail from its bytes, and say what was changed, removed or added."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help=_("a signed checkpoint that somebody outside kept"),
        )
        parser.add_argument(
            "--key",
            action="append",
            default=[],
            metavar="VKEY",
            help=_("a verifier key of the log or of a witness, to trust instead of the server's"),
        )
        parser.add_argument("--quick", action="store_true", help=_("read hashes, not the entries"))
        parser.add_argument(
            "--no-drift",
            dest="drift",
            action="store_false",
            help=_("do not hold the rows of the department's tables against the trail"),
        )
        parser.add_argument("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, since: list[Path], key: list[str], json: bool, **options: Any) -> None:
        outside = [Outside(str(file), _read(file)) for file in since]
        keys = trusted_keys([_key(text) for text in key])
        at = timezone.now()
        asked = {name: options[name] for name in ("quick", "drift")}
        try:
            report = verify(at=at, keys=keys, store=tiles(), outside=outside, **asked)
        except Unreadable as error:
            raise bad_input("--since: %(why)s.", why=error) from None
        note(report, at=at)
        self.stdout.write(_answer(report, in_json=json))
        sys.exit(EXIT_CODES[report.verdict])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = _("--since: %(file)s cannot be read: %(why)s.")
        raise bad_input(message, file=file, why=error.strerror) from None


def _key(text: str) -> Verifier:
    try:
        return read_verifier(text)
    except BadKey as error:
        raise bad_input("--key: %(why)s.", why=error) from None


def _answer(report: Report, *, in_json: bool) -> str:
    return json.dumps(as_json(report)) if in_json else "\n".join(in_lines(report))
