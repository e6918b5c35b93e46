"""`manage.py find_patterns`: what looks like a way around the rule, in our own records."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.findings.patterns.found import Found
from audits.findings.patterns.looking import PATTERNS, look
from policy import commands
from policy.commands import REFUSED, bad_input, day_of

A_YEAR = timedelta(days=365)


class Command(commands.Command):
    """Exit code 0: nothing was found. 1: something was. 2: bad input."""

    help = "Look for ways around the rule in the register; nothing that is stored changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--since", metavar="DAY", help=_("the first day; a year ago otherwise"))
        add("--until", metavar="DAY", help=_("the last day, included; today otherwise"))
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(self, *, since: str | None, until: str | None, **options: Any) -> None:
        at = timezone.now()
        last = day_of(until, "--until") if until else timezone.localdate(at)
        first = day_of(since, "--since") if since else last - A_YEAR
        if last < first:
            message = _("--until: %(last)s is before the first day, %(first)s.")
            raise bad_input(message, first=first, last=last)
        found = look(since=_midnight(first), until=_midnight(last + timedelta(days=1)), at=at)
        self.stdout.write(_as_json(found) if options["json"] else _in_words(found))
        if found:
            sys.exit(REFUSED)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _as_json(found: list[Found]) -> str:
    return json.dumps([_entry(one) for one in found], indent=2)


def _entry(found: Found) -> dict[str, Any]:
    """Without who it is about: that is for those who handle the finding."""
    return {
        "pattern": found.pattern,
        "cause": found.cause,
        "what": found.what,
        "unit": found.unit.code if found.unit else None,
        "happened": _local(found.happened),
        "evidence": [
            {"request": one.number, "at": _local(one.at or found.happened), "what": one.words}
            for one in found.evidence
        ],
    }


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat()


def _in_words(found: list[Found]) -> str:
    counts = Counter(one.pattern for one in found)
    lines = [f"{pattern.label}: {counts[pattern]}" for pattern in PATTERNS]
    lines += [f"- {one.what} {', '.join(sorted(one.numbers))}" for one in found]
    return "\n".join(map(str, lines))
