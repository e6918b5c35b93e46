"""Where in a line a value stands, said once and read twice: by an engine, and by Python.

The regular expressions keep to what RE2, Java and Python read alike.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import ibis
from ibis.expr.types import BooleanValue, StringValue


class Column(Protocol):
    """A value of a line, as text; "" where the line has none."""

    def of(self, line: StringValue) -> StringValue:
        """The value as an expression over the column `line`."""

    def read(self, line: str) -> str:
        """The value of one line."""


@dataclass(frozen=True)
class Pattern:
    """The group `group` of the first match of `regex`."""

    regex: str
    group: int = 1

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.regex, re.ASCII)

    def of(self, line: StringValue) -> StringValue:
        return line.re_extract(self.regex, self.group)

    def read(self, line: str) -> str:
        match = self.compiled.search(line)
        return (match[self.group] or "") if match else ""

    def fits(self, line: StringValue) -> BooleanValue:
        return line.re_search(self.regex)


@dataclass(frozen=True)
class Cleaned:
    """`column`, after `steps`: each a regular expression, and the text in place of each match.

    The text is taken as it is by every engine only where it holds neither "\\" nor "$".
    """

    column: Column
    steps: tuple[tuple[str, str], ...]

    def of(self, line: StringValue) -> StringValue:
        value = self.column.of(line)
        for regex, put in self.steps:
            value = value.re_replace(regex, put)
        return value

    def read(self, line: str) -> str:
        value = self.column.read(line)
        for regex, put in self.steps:
            value = re.sub(regex, put, value, flags=re.ASCII)
        return value


@dataclass(frozen=True)
class FirstOf:
    """The first of `columns` that is not empty."""

    columns: tuple[Column, ...]

    def of(self, line: StringValue) -> StringValue:
        values = [column.of(line).nullif("") for column in self.columns]
        return ibis.coalesce(*values, "")

    def read(self, line: str) -> str:
        return next(filter(None, (column.read(line) for column in self.columns)), "")


@dataclass(frozen=True)
class Nothing:
    """What a format does not tell."""

    def of(self, line: StringValue) -> StringValue:
        return ibis.literal("")

    def read(self, line: str) -> str:
        return ""


NOTHING = Nothing()
_NULLS = (r"^-$", "")


def first_of(*columns: Column) -> Column:
    return FirstOf(columns)


def cleaned(column: Column, *steps: tuple[str, str]) -> Column:
    return Cleaned(column, steps)


def or_nothing(column: Column) -> Column:
    """`column`, where "-" means that there is no value."""
    return Cleaned(column, (_NULLS,))


def token(number: int) -> Column:
    """The value at `number` (from 0) of those that spaces divide; quotes hold one together."""
    before = rf'(?:(?:"[^"]*"|\S+)\s+){{{number}}}'
    return cleaned(Pattern(rf'^\s*{before}("[^"]*"|\S+)'), (r'^"|"$', ""), _NULLS)


def tabbed(number: int) -> Column:
    """The value at `number` (from 0) of those that tabs divide."""
    return Pattern(rf"^(?:[^\t]*\t){{{number}}}([^\t]*)")


def comma(number: int, delimiter: str = ",") -> Column:
    """The value at `number` (from 0) of a CSV line; quoted ones may hold commas and "" quotes."""
    cell = rf'(?:"(?:[^"]|"")*"|[^{delimiter}"]*)'
    before = rf"(?:\s*{cell}\s*{re.escape(delimiter)}){{{number}}}"
    return cleaned(
        Pattern(rf"^{before}\s*({cell})"), (r'^"|"$', ""), (r'""', '"'), (r"^\s+|\s+$", "")
    )


def key(*names: str) -> Column:
    """The text, number or truth under the first of `names` in a line of JSON, at any depth.

    A quotation mark inside a JSON text has a backslash before it, so that `"name":` is a key
    wherever it stands. Escapes of ASCII are undone; those of other letters stay as they are.
    """
    return first_of(*map(_key, names))


def key_within(outer: str, name: str) -> Column:
    """The text under `name` in the object under `outer`, which holds no object before it."""
    return _unescaped(
        Pattern(
            rf'"{re.escape(outer)}"[ \t]*:[ \t]*\{{[^{{}}]*"{re.escape(name)}"'
            rf'[ \t]*:[ \t]*"{_JSON_TEXT}"'
        )
    )


_JSON_TEXT = r'([^"\\]*(?:\\[^\n][^"\\]*)*)'
# What stands for an escaped backslash while the other escapes are undone; JSON itself has none.
_HELD = "\x01"
_JSON_ESCAPES = (
    (r"\\\\", _HELD),
    (r"\\/", "/"),
    (r'\\"', '"'),
    (r"\\[bfnrt]", " "),
    *((rf"(?i:\\u00{ord(c):x})", c) for c in "&<>'=+@%-./\""),
    (r"(?i:\\u005c)", _HELD),
    (_HELD, r"\\"),
)


def _unescaped(column: Column) -> Column:
    return cleaned(column, *_JSON_ESCAPES)


def _key(name: str) -> Column:
    begin = rf'"{re.escape(name)}"[ \t]*:[ \t]*'
    bare = Pattern(rf"{begin}([-+.\w]+)")
    return first_of(_unescaped(Pattern(rf'{begin}"{_JSON_TEXT}"')), cleaned(bare, (r"^null$", "")))


def pair(*names: str, between: str = r" \t") -> Column:
    """The value of the first of `names` in a line of `name=value`, quoted or not.

    `between` is what divides them, as the inside of a character class. A name that stands inside
    quotes is part of a value. The last value of a line that was cut off may lack its quote.
    """
    return first_of(*(_pair(name, between) for name in names))


_QUOTED = r'"[^"\\]*(?:\\[^\n][^"\\]*)*(?:"|$)'


def _pair(name: str, between: str) -> Column:
    word, rest = rf'[^{between}="]+', rf"[^{between}]*"
    # No two of these fit the same text, so that there is one way to read a line.
    other = (
        rf'(?:{word}={_QUOTED}{rest}|{word}=(?:[^{between}"]{rest})?|{word}(?:"{rest})?|["=]{rest})'
    )
    begin = rf"^(?:<\d+>)?[{between}]*(?:{other}[{between}]+)*?{re.escape(name)}="
    quoted = Pattern(begin + r'"([^"\\]*(?:\\[^\n][^"\\]*)*)(?:"|$)')
    return cleaned(first_of(quoted, Pattern(begin + rf'([^{between}"]{rest})')), (r'\\"', '"'))
