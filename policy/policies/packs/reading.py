"""A pack from its TOML text."""

import re
import tomllib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from policy.language.facts import Vocabulary
from policy.policies.packs.assembling import read_document
from policy.policies.packs.checking import check_pack
from policy.policies.packs.errors import PackError, Problem, Report
from policy.policies.packs.schema import Pack
from policy.policies.vocabulary import VOCABULARY

_POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

_DOTTED = re.compile(r"\s*(?:[\w-]+\s*\.\s*){20}")
_NESTED = re.compile(r"(?:[\[{]\s*){20}")


def read_pack(text: str, vocabulary: Vocabulary = VOCABULARY) -> Pack:
    """Return the pack that a TOML text holds, with every condition checked.

    Raises PackError with every error found: broken TOML, a key that is missing, unknown or of the
    wrong type, a name that is used twice or leads nowhere, a condition that does not parse over
    the vocabulary and the pack's own questions, or one that asks for a fact before its gate.
    """
    document = _parse(text)
    report = Report(text, document)
    pack = read_document(document, report)
    check_pack(pack, vocabulary, report)
    report.raise_if_any()
    return pack


def _parse(text: str) -> Mapping[str, object]:
    _check_depth(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError((_broken(str(error), text),)) from None
    except ValueError:
        problem = Problem(1, _("the pack"), _("a number in it is too long to be read"))
        raise PackError((problem,)) from None


def _check_depth(text: str) -> None:
    """Refuses what no pack needs and the parser takes long for, or does not survive."""
    for number, line in enumerate(text.split("\n"), 1):
        deep = _DOTTED.match(line) or _NESTED.search(line)
        if deep:
            raise PackError((Problem(number, _("the line"), _("this is nested too deep")),))


def _broken(message: str, text: str) -> Problem:
    position = _POSITION.search(message)
    reason = _POSITION.sub("", message)
    if position and position["line"]:
        where = _("column %(column)s") % {"column": position["column"]}
        return Problem(int(position["line"]), where, _not_toml(reason))
    last = len(text.rstrip().split("\n"))
    return Problem(last, _("the end of the file"), _not_toml(reason))


def _not_toml(reason: str) -> str:
    return _("this is not TOML: %(reason)s") % {"reason": reason}
