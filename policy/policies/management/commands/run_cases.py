"""`manage.py run_cases FILE|SLUG`: the example requests of a policy, decided by it alone.

With the file of a pack no database is needed; with the short name of a policy its version in force
is asked, or else its latest.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy import commands
from policy.commands import bad_input
from policy.policies.deciding import CaseResult, red, run_cases
from policy.policies.management.reading import pack_of
from policy.policies.models import Version
from policy.policies.packs import Pack, PackError, read_pack, write_pack
from policy.policies.queries import pack_of as stored_pack
from policy.policies.queries import versions_in_force


class Command(commands.Command):
    """Exit code 0: every case came out as expected. 1: one did not. 2: bad input."""

    help = "Decide the example requests of a policy: exit code 0 where all come out as expected."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("policy", help=_("the file of a pack, or a policy's short name"))
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, policy: str, **options: Any) -> None:
        pack = _pack(policy)
        results = run_cases(pack)
        self.stdout.write(_as_json(pack, results) if options["json"] else _in_words(results))
        if red(results):
            sys.exit(1)


def _pack(name: str) -> Pack:
    if name.endswith(".toml") or Path(name).is_file():
        return pack_of(Path(name))
    versions = Version.objects.filter(policy__slug=name).order_by("-number")
    version = versions_in_force(timezone.now()).filter(policy__slug=name).first()
    version = version or versions.first()
    if version is None:
        message = _('"%(name)s" is neither a file nor the short name of a policy.')
        raise bad_input(message, name=name)
    try:
        return read_pack(write_pack(stored_pack(version)))
    except PackError as error:
        lines = "\n".join(f"{version}: {p.where}: {p.message}" for p in error.problems)
        raise bad_input("%(lines)s", lines=lines) from None


def _as_json(pack: Pack, results: Sequence[CaseResult]) -> str:
    answer = {
        "policy": pack.policy.slug,
        "version": pack.version.number,
        "passed": not red(results),
        "cases": [result.as_json() for result in results],
    }
    return json.dumps(answer, indent=2)


def _in_words(results: Sequence[CaseResult]) -> str:
    lines = [
        f"- {result.case.id}: {_('as expected') if result.passed else result.why}"
        for result in results
    ]
    count = ngettext("%(n)d case, %(red)d red.", "%(n)d cases, %(red)d red.", len(results))
    return "\n".join([count % {"n": len(results), "red": len(red(results))}, *lines])
