"""The values written in a condition: quoted text, numbers, true and false."""

import re
import sys
from math import isfinite

from django.utils.translation import gettext as _
from lark import Token

from policy.language.conditions import Value
from policy.language.syntax_errors import error_at

_ESCAPE = re.compile(
    r"\\(?:[xX](?P<byte>[0-9a-fA-F]{2})|u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8})"
    r"|(?P<octal>[0-3][0-7]{2})|(?P<letter>.))"
)
_LETTERS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True)) | {mark: mark for mark in "\\?\"'`"}
_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\\": r"\\", '"': r"\""}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


def read_literal(token: Token) -> Value:
    """Return the value of a TEXT, NUMBER or BOOLEAN token; ConditionError for a bad escape."""
    match token.type:
        case "TEXT":
            return _ESCAPE.sub(lambda escape: _unescaped(escape, token), token[1:-1])
        case "NUMBER":
            return _number(token)
    return str(token) == "true"


def write_literal(value: Value) -> str:
    """Return the value as text that `read_literal` and CEL read back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + _TO_ESCAPE.sub(_escaped, value) + '"'
    return repr(value)


def _number(text: str) -> int | float:
    # By way of float, which takes any number of digits; whole numbers that fit are exact in it.
    number = float(text)
    return int(number) if text.lstrip("-").isdigit() and isfinite(number) else number


def _unescaped(escape: re.Match[str], token: Token) -> str:
    code = escape["byte"] or escape["short"] or escape["long"]
    if code and int(code, 16) <= sys.maxunicode:
        return chr(int(code, 16))
    if escape["octal"]:
        return chr(int(escape["octal"], 8))
    if escape["letter"] in _LETTERS:
        return _LETTERS[escape["letter"]]
    message = _('%(escape)s means nothing in quoted text; write \\\\ for \\ and \\" for "') % {
        "escape": escape[0]
    }
    raise error_at(token, message, offset=1 + escape.start())


def _escaped(mark: re.Match[str]) -> str:
    return _NAMED.get(mark[0]) or f"\\u{ord(mark[0]):04x}"
