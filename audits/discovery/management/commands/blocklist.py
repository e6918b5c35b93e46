"""`manage.py blocklist`: the names of prohibited services, for a proxy or a name server."""

import json
from argparse import ArgumentParser
from datetime import UTC
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.discovery.blocklists import Form, block_list, blocked
from audits.discovery.queries import watched_services
from policy import commands


class Command(commands.Command):
    """Exit code 0: written. 2: bad input."""

    help = "Write the network names of the services that are not allowed, as a block list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--form", choices=[form.value for form in Form], default=Form.HOSTS,
            help=_("what takes the list (hosts)"),
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, form: str, json: bool, **options: Any) -> None:
        services = watched_services().services
        at = timezone.now().astimezone(UTC)
        if json:
            self.stdout.write(_as_json(services))
        else:
            self.stdout.write(block_list(services, form=Form(form), at=at), ending="")


def _as_json(services: Any) -> str:
    names = [{"host": one.domain, "service": one.service} for one in blocked(services)]
    return json.dumps({"count": len(names), "names": names})
