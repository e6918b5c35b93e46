"""`manage.py lifecycle`: the page docs/lifecycle.md. Needs no database."""

from typing import Any

from policy import commands
from policy.searches.listing import as_markdown


class Command(commands.Command):
    help = "Write the states and actions of requests and of versions as a page in Markdown."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        self.stdout.write(as_markdown(), ending="")
