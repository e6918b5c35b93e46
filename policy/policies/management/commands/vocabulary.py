"""`manage.py vocabulary`: every fact that a rule can speak of. Needs no database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from policy import commands
from policy.policies.vocabulary import VOCABULARY
from policy.policies.vocabulary.listing import as_json, as_markdown, as_text


class Command(commands.Command):
    help = "List every fact that a rule can speak of."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("answer in JSON"))
        form.add_argument("--markdown", action="store_true", help=_("write the reference page"))

    def handle(self, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(as_json(VOCABULARY), indent=2))
        elif options["markdown"]:
            self.stdout.write(as_markdown(VOCABULARY), ending="")
        else:
            self.stdout.write(as_text(VOCABULARY))
