"""`manage.py load_catalog`: enters the known services that the register lacks."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from policy import commands
from policy.systems.actions import load_catalog


class Command(commands.Command):
    help = "Enter the known services that the register lacks; change nothing that it has."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, json: bool, **options: Any) -> None:
        loaded = load_catalog(by=None, at=timezone.now())
        if json:
            self.stdout.write(as_json(asdict(loaded)))
            return
        self.stdout.write(
            _("Entered %(added)s systems; %(kept)s were in the register already.")
            % {"added": len(loaded.added), "kept": len(loaded.kept)}
        )


def as_json(answer: dict[str, list[str]]) -> str:
    return json.dumps(answer)
