"""Errors in the text of a condition: where, and what was expected there."""

import re
from collections.abc import Collection

from django.utils.translation import gettext as _
from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from policy.language.conditions import ConditionError
from policy.language.kinds import shortened

_INSTEAD = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "is": "==",
    "=": "==",
    "&": "&&",
    "|": "||",
}
_CURLY_QUOTES = "\u2018\u2019\u201c\u201d"
_NOT_BEFORE = re.compile(r"\b[Nn][Oo][Tt]\s+$")
_CALL_BEFORE = re.compile(r"\w\s*\(\s*[\w.]*\s*$")
_BANG_BEFORE = re.compile(r"![\w.]+\s*$")


def error_at(token: Token, message: str, *, offset: int = 0) -> ConditionError:
    """Return the error at a token, or so many characters after its start."""
    return ConditionError(message, token.line or 1, (token.column or 1) + offset)


def unexpected_character(error: UnexpectedCharacters) -> ConditionError:
    """Return the error of a text with a character that begins no word of the language."""
    if error.char in "\"'":
        message = _("the text that starts here has no closing %(quote)s") % {"quote": error.char}
    elif error.char in _CURLY_QUOTES:
        message = _("curly quotes have no meaning here; write straight ones")
    else:
        message = _("“%(found)s” has no meaning here") % {"found": error.char}
    return ConditionError(message + _instead(error.char), error.line, error.column)


def unexpected_token(error: UnexpectedToken, text: str) -> ConditionError:
    """Return the error of a text with a word where another was expected, or with none."""
    at_end = error.token.type == "$END"
    message = _("expected %(expected)s, found %(found)s") % {
        "expected": _expected(error.accepts),
        "found": _("the end") if at_end else f"“{shortened(error.token)}”",
    }
    if at_end:
        return ConditionError(message, *_end(text))
    return ConditionError(message + _hint(error, text), error.line, error.column)


def _end(text: str) -> tuple[int, int]:
    lines = text.rstrip().split("\n")
    return len(lines), len(lines[-1]) + 1


def _hint(error: UnexpectedToken, text: str) -> str:
    before = text[: error.token.start_pos]
    if _NOT_BEFORE.search(before):
        return _instead("not")
    if _BANG_BEFORE.search(before) and error.token.type in ("COMPARISON", "IN"):
        return _("; to negate a comparison write !(…)")
    if error.token.type == "COMPARISON" and error.accepts == {"IN"}:
        return _("; write the fact first and then the value")
    if _CALL_BEFORE.search(before):
        return _("; the only function is some.fact.all(item, item in […])")
    found = error.token.lower()
    if found == "null":
        return _("; an unknown fact has no value to compare with")
    return _instead(found)


def _instead(word: str) -> str:
    if word not in _INSTEAD:
        return ""
    return _("; write “%(right)s” instead of “%(wrong)s”") % {
        "right": _INSTEAD[word],
        "wrong": word,
    }


def _expected(accepts: Collection[str]) -> str:
    # After a fact, "(" belongs to the rare form fact.all(…); the others say more.
    hidden = {"LPAR"} if "COMPARISON" in accepts else set()
    words = [word for name, word in _words().items() if name in set(accepts) - hidden]
    *most, last = dict.fromkeys(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(most), "last": last} if most else last


def _words() -> dict[str, str]:
    return {
        "NAME": _("a fact"),
        "TEXT": _("a value"),
        "NUMBER": _("a value"),
        "BOOLEAN": _("a value"),
        "BANG": "“!”",
        "LPAR": "“(”",
        "COMPARISON": _("a comparison"),
        "IN": "“in”",
        "AND": "“&&”",
        "OR": "“||”",
        "COMMA": _("a comma"),
        "LSQB": "“[”",
        "RSQB": "“]”",
        "RPAR": "“)”",
        "$END": _("the end"),
    }
