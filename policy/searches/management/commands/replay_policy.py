"""`manage.py replay_policy`: what a policy would have changed of past decisions."""

import json
import sys
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from policy import commands
from policy.commands import bad_input, day_of
from policy.policies.management.asking import newest
from policy.searches.replays import replay

A_YEAR = timedelta(days=365)


class Command(commands.Command):
    """Exit code 0: nothing would have come out otherwise. 1: something would. 2: bad input."""

    help = "Say what a policy would have changed of past decisions; nothing that is stored changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("policy", help=_("the file of a pack, or a policy's short name: its newest version"))
        add("--from", dest="first", metavar="DAY", help=_("the first day; a year ago otherwise"))
        add("--to", dest="last", metavar="DAY", help=_("the last day, included; today otherwise"))
        add(
            "--instead-of",
            action="append",
            default=[],
            metavar="SLUG",
            help=_("a policy that it takes the place of; may be given again"),
        )
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(
        self,
        *,
        policy: str,
        first: str | None,
        last: str | None,
        instead_of: list[str],
        **options: Any,
    ) -> None:
        at = timezone.now()
        today = timezone.localdate(at)
        begins, ends = _day("--from", first, today - A_YEAR), _day("--to", last, today)
        if ends < begins:
            message = _("--to: %(last)s is before the first day, %(first)s.")
            raise bad_input(message, first=begins, last=ends)
        figures = replay(
            newest(policy),
            begins=_midnight(begins),
            ends=min(
                _midnight(ends + timedelta(days=1)), max(at, _midnight(begins + timedelta(1)))
            ),
            instead_of=tuple(instead_of),
        )
        self.stdout.write(json.dumps(figures, indent=2) if options["json"] else _in_words(figures))
        if figures["flipped"]:
            sys.exit(1)


def _day(name: str, given: str | None, otherwise: date) -> date:
    return day_of(given, name) if given else otherwise


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _in_words(figures: dict[str, Any]) -> str:
    lines = [
        _("%(flipped)s of %(decisions)s decisions would have come out otherwise.") % figures,
        *(
            _("- %(gate)s: %(before)s then, %(after)s now: %(decisions)s") % entry
            for entry in figures["flips"]
        ),
    ]
    clause = _("- clause %(clause)s of %(policy)s (%(rule)s): %(after)s: %(decisions)s")
    lines += [clause % entry for entry in figures["by_clause"]]
    return "\n".join(lines)
