"""Reading what a command was given: each problem is bad input, told in one clear line."""

import json
from collections import Counter
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from policy.commands import bad_input
from policy.language.facts import FactError, Vocabulary, check_facts
from policy.policies.packs import Pack, PackError, read_pack
from policy.policies.vocabulary import VOCABULARY


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
        facts = json.loads(
            text_of(file), object_pairs_hook=_each_once, parse_constant=_no_such_number
        )
        if not isinstance(facts, dict):
            raise bad_input(_("%(file)s: expected one JSON object of facts and values."), file=file)
        check_facts(facts, vocabulary)
    except json.JSONDecodeError as error:
        message = _("%(file)s is not JSON: line %(line)d, column %(column)d: %(reason)s.")
        place = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise bad_input(message, file=file, **place) from None
    except RecursionError:
        message = _("%(file)s: expected one flat JSON object, not one nested this deep.")
        raise bad_input(message, file=file) from None
    except (FactError, ValueError) as error:
        raise bad_input("%(file)s: %(error)s", file=file, error=error) from None
    return facts


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    for name, times in Counter(name for name, _value in pairs).items():
        if times > 1:
            message = _('"%(name)s" stands there %(times)d times; expected each fact once.')
            raise ValueError(message % {"name": name, "times": times})
    return dict(pairs)


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is no number in JSON.") % {"name": name})
