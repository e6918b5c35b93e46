"""`manage.py new_signing_key`: a key for signing the trail's checkpoints, or for witnessing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from audits.trail.log.keys import BadKey, Kind, Signer, generate
from policy import commands
from policy.commands import bad_input


class Command(commands.Command):
    help = "Make a key that signs checkpoints, into a new file that only its owner can read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make; it must not exist")
        parser.add_argument(
            "--witness", metavar="NAME",
            help="make the key of a witness of this name, such as auditor.example.gov/witness",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, file: Path, witness: str | None, json: bool, **options: Any) -> None:
        signer = _make(witness)
        try:
            file.touch(mode=0o600, exist_ok=False)
            file.write_text(signer.to_text() + "\n", encoding="utf-8")
        except OSError as error:
            message = _("%(file)s was not made: %(why)s.")
            raise bad_input(message, file=file, why=error.strerror) from error
        self.stdout.write(_as_json(signer) if json else _in_words(signer))


def _make(witness: str | None) -> Signer:
    if witness is None:
        return generate(settings.TRAIL_ORIGIN)
    try:
        return generate(witness, Kind.WITNESS)
    except BadKey as error:
        raise bad_input(_("--witness: %(why)s."), why=error) from error


def _as_json(signer: Signer) -> str:
    return json.dumps({"verifier": str(signer.verifier)})


def _in_words(signer: Signer) -> str:
    if signer.kind is Kind.WITNESS:
        text = _("Give this verifier key to every office whose log is witnessed:\n%(key)s")
    else:
        text = _("Give this verifier key to everyone who checks the trail:\n%(key)s")
    return text % {"key": signer.verifier}
