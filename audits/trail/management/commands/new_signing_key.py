"""`manage.py new_signing_key`: a key for signing the trail's checkpoints."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from audits.trail.log.keys import generate
from policy import commands
from policy.commands import bad_input


class Command(commands.Command):
    help = "Make a key that signs checkpoints, into a new file that only its owner can read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make; it must not exist")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, file: Path, json: bool, **options: Any) -> None:
        signer = generate(settings.TRAIL_ORIGIN)
        try:
            file.touch(mode=0o600, exist_ok=False)
            file.write_text(signer.to_text() + "\n", encoding="utf-8")
        except OSError as error:
            message = _("%(file)s was not made: %(why)s.")
            raise bad_input(message, file=file, why=error.strerror) from error
        self.stdout.write(_answer(str(signer.verifier), as_json=json))


def _answer(verifier: str, *, as_json: bool) -> str:
    if as_json:
        return json.dumps({"verifier": verifier})
    return _("Give this verifier key to everyone who checks the trail:\n%(key)s") % {
        "key": verifier
    }
