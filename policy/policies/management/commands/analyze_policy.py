"""`manage.py analyze_policy`: what a version of a policy does, proved over every request.

With the file of a pack no database is needed; with the short name of a policy its version in force
is analyzed, or else its latest, together with the standing assurances of the department.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from policy import commands
from policy.commands import BAD_INPUT
from policy.policies.analysis.results import Analysis, Finding, Proof
from policy.policies.choices import Enforcement
from policy.policies.management.analyzing import analysis_of


class Command(commands.Command):
    """Exit code 0: every assurance holds. 1: one fails, or is not proved. 2: bad input."""

    help = "Prove what a policy does: exit code 1 where one of its assurances fails."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("policy", help=_("the file of a pack, or a policy's short name"))
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, policy: str, **options: Any) -> None:
        try:
            analysis = analysis_of(policy)
        except CommandError as error:
            if not options["json"]:
                raise
            self._answer(Analysis(), str(error).splitlines())
            sys.exit(BAD_INPUT)
        if options["json"]:
            self._answer(analysis)
        else:
            self.stdout.write("\n".join(_in_words(analysis)))
        if analysis.failed or analysis.unproved:
            sys.exit(1)

    def _answer(self, analysis: Analysis, errors: Sequence[str] = ()) -> None:
        self.stdout.write(json.dumps(analysis.as_json(errors), indent=2, ensure_ascii=False))


def _in_words(analysis: Analysis) -> Iterator[str]:
    yield _clauses(analysis)
    for finding in analysis.findings:
        yield from _finding(finding)
    if not analysis.findings:
        yield _("Nothing was found.")
    for proof in analysis.assurances:
        yield _proof(proof)


def _clauses(analysis: Analysis) -> str:
    shares = analysis.shares()
    parts = [
        _("%(count)d %(enforcement)s") % {"count": shares[each], "enforcement": each.label}
        for each in Enforcement
    ]
    return _("Clauses: %s.") % ", ".join(parts)


def _finding(finding: Finding) -> Iterator[str]:
    words = {"kind": finding.kind.label, "text": finding.text}
    yield _("- %(kind)s. %(text)s") % words
    if finding.example:
        yield _("  For example: %s") % finding.example.text


def _proof(proof: Proof) -> str:
    outcome = {True: _("holds"), False: _("fails"), None: _("not proved")}[proof.holds]
    return _("Assurance %(id)s: %(outcome)s.") % {"id": proof.id, "outcome": outcome}
