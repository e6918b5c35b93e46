"""What the commands of all apps share: bad input is told in one clear line, with exit code 2."""

import re
import sys
from datetime import date
from functools import partial
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

# Exit codes; 0 is done, or permitted.
REFUSED, BAD_INPUT = 1, 2

# `date.fromisoformat` also takes 20261101 and 2026-W48-3, which nobody means.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Command(BaseCommand):
    """A command whose arguments, too, are refused in one line."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = partial(self._refuse, parser)  # type: ignore[method-assign]
        return parser

    def _refuse(self, parser: CommandParser, message: str) -> NoReturn:
        error = CommandError(message, returncode=BAD_INPUT)
        if not parser.called_from_command_line:
            raise error
        self.stderr.write(f"CommandError: {error}")
        sys.exit(BAD_INPUT)


def bad_input(message: str, **words: object) -> CommandError:
    return CommandError(message % words, returncode=BAD_INPUT)


def day_of(text: str, option: str) -> date:
    """The day that `text`, given as `option`, names as yyyy-mm-dd and in no other way."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = _('%(option)s: expected a day as yyyy-mm-dd, such as 2026-01-31, not "%(value)s".')
    raise bad_input(message, option=option, value=text)
