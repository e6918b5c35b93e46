"""What a column is, and the regular expression that most of them come down to."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, StringValue


class Column(Protocol):
    """A value of a line, as text; "" where the line has none."""

    def of(self, line: "StringValue") -> "StringValue":
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

    def of(self, line: "StringValue") -> "StringValue":
        return line.re_extract(self.regex, self.group)

    def read(self, line: str) -> str:
        match = self.compiled.search(line)
        return (match[self.group] or "") if match else ""

    def fits(self, line: "StringValue") -> "BooleanValue":
        return line.re_search(self.regex)

    def found(self, line: str) -> bool:
        return bool(self.compiled.search(line))


@dataclass(frozen=True)
class Both:
    """A shape of lines in which both patterns are found, in either order."""

    one: Pattern
    other: Pattern

    def fits(self, line: "StringValue") -> "BooleanValue":
        return self.one.fits(line) & self.other.fits(line)

    def found(self, line: str) -> bool:
        return self.one.found(line) and self.other.found(line)


def both(one: str, other: str) -> Both:
    """The shape of lines in which both regular expressions are found, in either order."""
    return Both(Pattern(one), Pattern(other))
