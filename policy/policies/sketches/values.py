"""The values of a row as they are typed.

A code stands for itself, as do numbers and dates. Text does too, unless a field of a form could
not keep it: that is written as in a condition, between double quotes.
"""

import re

from lark import Token

from policy.language.conditions import ConditionError, Value
from policy.language.kinds import Kind
from policy.language.literals import read_literal, write_literal

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_NOT_PLAIN = re.compile(r'^\s|^$|^"|\s$|[\x00-\x1f\x7f]')
_NUMBERS = (Kind.NUMBER, Kind.DAYS)


def typed(value: Value) -> str:
    """The value as a field holds it."""
    if isinstance(value, str):
        return write_literal(value) if _NOT_PLAIN.search(value) else value
    return write_literal(value)


def meant(text: str, kind: Kind) -> Value | None:
    """The value that was typed for a fact of this kind; None where it cannot be one."""
    if kind in _NUMBERS:
        number = text.strip()
        return read_literal(Token("NUMBER", number)) if _NUMBER.fullmatch(number) else None
    if not _QUOTED.fullmatch(text):
        return text
    try:
        return read_literal(Token("TEXT", text))
    except ConditionError:
        return None
