"""Columns made of other columns.

Ibis takes a second to load: what writes an expression loads it, what names a format does not.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from audits.discovery.formats.columns.column import Column, Pattern

if TYPE_CHECKING:
    from ibis.expr.types import StringValue


@dataclass(frozen=True)
class Said:
    """`text`, whatever the line; "" is what a format does not tell."""

    text: str

    def of(self, line: "StringValue") -> "StringValue":
        import ibis

        return ibis.literal(self.text)

    def read(self, line: str) -> str:
        return self.text


@dataclass(frozen=True)
class Whole:
    """The line itself."""

    def of(self, line: "StringValue") -> "StringValue":
        return line

    def read(self, line: str) -> str:
        return line


NOTHING = Said("")
LINE = Whole()


@dataclass(frozen=True)
class Cleaned:
    """`column`, after `steps`: each a regular expression, and the text in place of each match.

    In the text, every engine takes two backslashes for one; it holds no other, and no "$".
    """

    column: Column
    steps: tuple[tuple[str, str], ...]

    def of(self, line: "StringValue") -> "StringValue":
        value = self.column.of(line)
        for regex, put in self.steps:
            value = value.re_replace(regex, put)
        return value

    def read(self, line: str) -> str:
        value = self.column.read(line)
        for pattern, put in self._compiled:
            value = pattern.sub(put, value)
        return value

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(regex, re.ASCII), put) for regex, put in self.steps)


@dataclass(frozen=True)
class FirstOf:
    """The first of `columns` that is not empty."""

    columns: tuple[Column, ...]

    def of(self, line: "StringValue") -> "StringValue":
        import ibis

        values = [column.of(line).nullif("") for column in self.columns]
        return ibis.coalesce(*values, "")

    def read(self, line: str) -> str:
        return next(filter(None, (column.read(line) for column in self.columns)), "")


@dataclass(frozen=True)
class Part:
    """What `pattern` finds in `column`."""

    column: Column
    pattern: Pattern

    def of(self, line: "StringValue") -> "StringValue":
        return self.pattern.of(self.column.of(line))

    def read(self, line: str) -> str:
        return self.pattern.read(self.column.read(line))


@dataclass(frozen=True)
class When:
    """`then` in lines where `pattern` is found in `test`, `otherwise` in the rest."""

    test: Column
    pattern: Pattern
    then: Column
    otherwise: Column

    def of(self, line: "StringValue") -> "StringValue":
        import ibis

        found = self.pattern.fits(self.test.of(line))
        return ibis.ifelse(found, self.then.of(line), self.otherwise.of(line))

    def read(self, line: str) -> str:
        found = self.pattern.found(self.test.read(line))
        return (self.then if found else self.otherwise).read(line)


@dataclass(frozen=True)
class Joined:
    """Those of `columns` that are not empty, with `between` between them."""

    between: str
    columns: tuple[Column, ...]

    def of(self, line: "StringValue") -> "StringValue":
        import ibis

        joined = self.columns[0].of(line)
        for column in self.columns[1:]:
            value = column.of(line)
            joined = ibis.cases(
                (joined == "", value),
                (value == "", joined),
                else_=joined.concat(self.between, value),
            )
        return joined

    def read(self, line: str) -> str:
        return self.between.join(filter(None, (column.read(line) for column in self.columns)))


def said(text: str) -> Column:
    """`text`, whatever the line."""
    return Said(text)


def first_of(*columns: Column) -> Column:
    return FirstOf(columns)


def cleaned(column: Column, *steps: tuple[str, str]) -> Column:
    return Cleaned(column, steps)


def or_nothing(column: Column, *words: str) -> Column:
    """`column`, where each of `words` ("-", if none is given) means that there is no value."""
    return Cleaned(column, ((f"^(?:{'|'.join(words or ('-',))})$", ""),))


def part(column: Column, regex: str) -> Column:
    """The group 1 of `regex` in `column`."""
    return Part(column, Pattern(regex))


def when(test: Column, regex: str, then: Column, otherwise: Column = NOTHING) -> Column:
    """`then` in lines where `regex` is found in `test`, `otherwise` in the rest."""
    return When(test, Pattern(regex), then, otherwise)


def joined(between: str, *columns: Column) -> Column:
    """Those of `columns` that are not empty, with `between` between them."""
    return Joined(between, columns)
