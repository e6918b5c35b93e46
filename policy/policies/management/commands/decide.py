"""`manage.py decide`: what a policy says of the facts in a file.

With the file of a pack no database is needed; with the short name of a policy its version in force
decides.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from policy import commands
from policy.commands import bad_input, day_of
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import (
    CompiledPolicy,
    Verdict,
    compile_pack,
    decide,
    smallest_changes,
)
from policy.policies.management.reading import facts_of, pack_of
from policy.policies.models import Policy
from policy.policies.packs import Pack
from policy.policies.queries import compiled_in_force
from policy.policies.vocabulary import VOCABULARY


class Command(commands.Command):
    """Exit code 0: permitted. 1: refused or undecided. 2: bad input."""

    help = "Say what a policy says of the facts in a JSON file: exit code 0 where it permits."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--policy", required=True, help=_("the file of a pack, or a policy's short name"))
        add("--gate", required=True, choices=Gate.values, help=_("the gate that decides"))
        add("--facts", required=True, type=Path, help=_("a JSON file: one object of facts"))
        add("--at", metavar="DATE", help=_("the day to decide on, as yyyy-mm-dd"))
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(
        self, *, policy: str, gate: str, facts: Path, at: str | None, **options: Any
    ) -> None:
        policies = _policies(policy, day_of(at, "--at") if at else None)
        vocabulary = policies[0].vocabulary if policies else VOCABULARY
        known = facts_of(facts, vocabulary)
        verdict = decide(policies, gate=gate, facts=known)
        changes = smallest_changes(policies, gate=gate, facts=known)
        if options["json"]:
            self.stdout.write(json.dumps(verdict.as_json(changes), indent=2))
        else:
            self.stdout.write(_in_words(verdict, changes))
        if verdict.outcome is not Outcome.PERMITTED:
            sys.exit(1)


def _policies(name: str, day: date | None) -> list[CompiledPolicy]:
    """The policy to ask; none where it is not in force on the day."""
    if name.endswith(".toml") or Path(name).is_file():
        pack = pack_of(Path(name))
        return [compile_pack(pack)] if day is None or _is_in_force(pack, day) else []
    if not Policy.objects.filter(slug=name).exists():
        message = _('--policy: "%(name)s" is neither a file nor the short name of a policy.')
        raise bad_input(message, name=name)
    return compiled_in_force(at=_moment(day), slug=name)


def _is_in_force(pack: Pack, day: date) -> bool:
    """Whether the version is in force when the day ends."""
    start, end = pack.version.effective_from[:10], pack.version.effective_until[:10]
    return start <= day.isoformat() and (not end or day.isoformat() < end)


def _moment(day: date | None) -> datetime:
    """The end of the day in the department's zone; now, where none is given."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else timezone.now()


def _in_words(verdict: Verdict, changes: Sequence[dict[str, object]]) -> str:
    heading = _("%(gate)s: %(outcome)s.")
    lines = [heading % {"gate": Gate(verdict.gate).label, "outcome": verdict.outcome.label}]
    lines += [f"- {reason.text}" for reason in verdict.reasons]
    if verdict.unknown:
        lines.append(_("Unknown: %s.") % ", ".join(verdict.unknown))
    lines += [_("Required: %s") % json.dumps(dict(entry)) for entry in verdict.requirements]
    lines += [_("It would be permitted with: %s") % json.dumps(change) for change in changes]
    return "\n".join(lines)
