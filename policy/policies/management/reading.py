"""Reading what a command was given: each problem is bad input, told in one clear line."""

import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from policy.language.facts import FactError, Vocabulary, check_facts
from policy.policies.packs import Pack, PackError, read_pack
from policy.policies.vocabulary import VOCABULARY

BAD_INPUT = 2


def bad_input(message: str, **words: object) -> CommandError:
    return CommandError(message % words, returncode=BAD_INPUT)


def text_of(file: Path) -> str:
    """The text of a file in UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        message = _("%(file)s cannot be read: %(reason)s.")
        raise bad_input(message, file=file, reason=error.strerror) from None
    except UnicodeDecodeError as error:
        message = _("%(file)s is not text in UTF-8: byte %(place)d cannot be read.")
        raise bad_input(message, file=file, place=error.start + 1) from None


def pack_of(file: Path, vocabulary: Vocabulary = VOCABULARY) -> Pack:
    """The pack in a TOML file; every error of it on a line of its own."""
    try:
        return read_pack(text_of(file), vocabulary)
    except PackError as error:
        lines = "\n".join(f"{file}: {problem}" for problem in error.problems)
        raise bad_input("%(lines)s", lines=lines) from None


def facts_of(file: Path, vocabulary: Vocabulary) -> dict[str, object]:
    """The facts in a JSON file, each of them one that the vocabulary has and a value that fits."""
    try:
        facts = json.loads(text_of(file))
    except json.JSONDecodeError as error:
        message = _("%(file)s is not JSON: line %(line)d, column %(column)d: %(reason)s.")
        place = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise bad_input(message, file=file, **place) from None
    if not isinstance(facts, dict):
        raise bad_input(_("%(file)s: expected one JSON object of facts and values."), file=file)
    try:
        check_facts(facts, vocabulary)
    except FactError as error:
        raise bad_input("%(file)s: %(error)s", file=file, error=error) from None
    return facts
