"""`manage.py packs`: the packs that come with the product. Needs no database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from policy import commands
from policy.policies.management.reading import pack_of
from policy.policies.packs import shipped_packs
from policy.policies.packs.listing import as_json, as_markdown, as_text


class Command(commands.Command):
    help = "List the packs that come with the product."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("answer in JSON"))
        form.add_argument("--markdown", action="store_true", help=_("write the reference page"))

    def handle(self, **options: Any) -> None:
        packs = [pack_of(file) for file in shipped_packs().values()]
        if options["json"]:
            self.stdout.write(json.dumps(as_json(packs), indent=2))
        elif options["markdown"]:
            self.stdout.write(as_markdown(packs), ending="")
        else:
            self.stdout.write(as_text(packs))
