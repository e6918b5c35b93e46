"""`manage.py make_report KIND --from DAY --to DAY`: makes a report, keeps it and writes it out."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.reports.actions import make_report
from audits.reports.choices import Kind
from audits.reports.models import Report
from audits.reports.rendering import RENDERERS, Format
from policy import commands
from policy.commands import bad_input, day_of
from policy.personnel.models import Unit
from policy.policies.management.asking import newest
from policy.snapshot import snapshot

# The options as people type them, for the fields that an error may name.
OPTIONS = {
    "period_from": "--from",
    "period_to": "--to",
    "unit": "--unit",
    "policy": "--policy",
}


class Command(commands.Command):
    """Exit code 0: made and kept. 2: bad input, nothing made."""

    help = "Make an audit report over a period, keep it, and write it as JSON, CSV or PDF."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help=", ".join(Kind.values))
        parser.add_argument("--from", dest="first", metavar="DAY", required=True, help="2026-01-31")
        parser.add_argument("--to", dest="last", metavar="DAY", required=True, help=_("included"))
        parser.add_argument("--unit", metavar="CODE", help=_("with all units below it"))
        parser.add_argument(
            "--policy", metavar="FILE|SLUG", help=_("for look_back: the policy that it asks")
        )
        parser.add_argument("--format", dest="form", default="json", help=", ".join(Format.values))
        parser.add_argument("--output", type=Path, metavar="FILE", help=_("otherwise to stdout"))

        parser.add_argument(
            "--json", action="store_true", help=_("say what was made in JSON (with --output)")
        )

    def handle(self, *, form: str, output: Path | None, json: bool, **options: Any) -> None:
        chosen = one_of(Format, form, "--format")
        if output is None and chosen == Format.PDF:
            raise bad_input(_("--format pdf needs --output FILE."))
        with snapshot():
            report = self.make(**options)
            content = RENDERERS[chosen].render(report)
            if output is not None:
                write(output, content)
        if output is None:
            self.stdout.write(content.decode())
        else:
            self.stdout.write(as_json(report, output) if json else in_words(report, output))

    def make(
        self,
        *,
        kind: str,
        first: str,
        last: str,
        unit: str | None,
        policy: str | None,
        **options: Any,
    ) -> Report:
        try:
            return make_report(
                kind=one_of(Kind, kind, "KIND"),
                period_from=day_of(first, "--from"),
                period_to=day_of(last, "--to"),
                unit=unit_of(unit) if unit else None,
                policy=newest(policy) if policy else None,
                by=None,
                at=timezone.now(),
            )
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            raise bad_input("%(words)s", words=f"{OPTIONS[field]}: {messages[0]}") from None


def as_json(report: Report, output: Path) -> str:
    return json.dumps(
        {
            "report": report.pk,
            "kind": report.kind,
            "from": report.period_from.isoformat(),
            "to": report.period_to.isoformat(),
            "digest": report.digest,
            "output": str(output),
        }
    )


def in_words(report: Report, output: Path) -> str:
    words = {"number": report.pk, "output": output, "digest": report.digest}
    return _("Report %(number)s is in %(output)s. SHA-256 of its figures: %(digest)s") % words


def one_of(choices: Any, value: str, option: str) -> Any:
    if value not in choices.values:
        message = _("%(option)s: %(value)r is not one of: %(expected)s.")
        raise bad_input(message, option=option, value=value, expected=", ".join(choices.values))
    return choices(value)


def unit_of(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise bad_input(_("--unit: there is no unit with the code %(code)r."), code=code)
    return unit


def write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        message = _("--output: %(file)s cannot be written: %(reason)s.")
        raise bad_input(message, file=output, reason=error.strerror) from None
