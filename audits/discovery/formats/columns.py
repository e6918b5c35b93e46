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

    def found(self, line: str) -> bool:
        return bool(self.compiled.search(line))


@dataclass(frozen=True)
class Both:
    """A shape of lines in which both patterns are found, in either order."""

    one: Pattern
    other: Pattern

    def fits(self, line: StringValue) -> BooleanValue:
        return self.one.fits(line) & self.other.fits(line)

    def found(self, line: str) -> bool:
        return self.one.found(line) and self.other.found(line)


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
class Replaced:
    """`column`, with `put` in place of each `text`, whatever characters these are."""

    column: Column
    text: str
    put: str

    def of(self, line: StringValue) -> StringValue:
        return self.column.of(line).replace(self.text, self.put)

    def read(self, line: str) -> str:
        return self.column.read(line).replace(self.text, self.put)


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
class Part:
    """The group 1 of the first match of `regex` in `column`."""

    column: Column
    regex: str

    def of(self, line: StringValue) -> StringValue:
        return self.column.of(line).re_extract(self.regex, 1)

    def read(self, line: str) -> str:
        return Pattern(self.regex).read(self.column.read(line))


@dataclass(frozen=True)
class When:
    """`column`, in lines where `regex` is found in `test`."""

    test: Column
    regex: str
    column: Column

    def of(self, line: StringValue) -> StringValue:
        found = self.test.of(line).re_search(self.regex)
        return ibis.cases((found, self.column.of(line)), else_="")

    def read(self, line: str) -> str:
        found = re.search(self.regex, self.test.read(line), re.ASCII)
        return self.column.read(line) if found else ""


@dataclass(frozen=True)
class Joined:
    """Those of `columns` that are not empty, with `between` between them."""

    between: str
    columns: tuple[Column, ...]

    def of(self, line: StringValue) -> StringValue:
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


@dataclass(frozen=True)
class Said:
    """`text`, whatever the line; "" is what a format does not tell."""

    text: str

    def of(self, line: StringValue) -> StringValue:
        return ibis.literal(self.text)

    def read(self, line: str) -> str:
        return self.text


NOTHING = Said("")
_NULLS = (r"^-$", "")
# Spaces and tabs: what else is a space to RE2, Java and Python differs.
_BLANK = r"[ \t]"
# What quotes hold together; a quote inside has a backslash before it, or another quote.
QUOTED = r'"[^"\\]*(?:(?:\\[^\n]|"")[^"\\]*)*"'


def first_of(*columns: Column) -> Column:
    return FirstOf(columns)


def cleaned(column: Column, *steps: tuple[str, str]) -> Column:
    return Cleaned(column, steps)


def replaced(column: Column, text: str, put: str) -> Column:
    """`column`, with `put` in place of each `text`."""
    return Replaced(column, text, put)


def or_nothing(column: Column) -> Column:
    """`column`, where "-" means that there is no value."""
    return Cleaned(column, (_NULLS,))


def both(one: str, other: str) -> Both:
    """The shape of lines in which both regular expressions are found, in either order."""
    return Both(Pattern(one), Pattern(other))


def part(column: Column, regex: str) -> Column:
    """The group 1 of `regex` in `column`."""
    return Part(column, regex)


def when(test: Column, regex: str, column: Column) -> Column:
    """`column`, in lines where `regex` is found in `test`."""
    return When(test, regex, column)


def joined(between: str, *columns: Column) -> Column:
    """Those of `columns` that are not empty, with `between` between them."""
    return Joined(between, columns)


def said(text: str) -> Column:
    """`text`, whatever the line."""
    return Said(text)


# A target that is an address and no name.
IS_ADDRESS = r"^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|\[[0-9A-Fa-f:.]+\])(?:[:/?#]|$)"


def forwarded(column: Column) -> Column:
    """The first address of an X-Forwarded-For header: whom a proxy says that it works for."""
    return Part(column, r"^[ \t]*\[?([0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)")


# Here a quote inside of quotes has a backslash: "" would let a line be read in many ways.
PAIR_QUOTED = r'"[^"\\]*(?:\\[^\n][^"\\]*)*"'
# What may stand before something that is not inside of quotes.
OUTSIDE = rf'^(?:[^"]*{PAIR_QUOTED})*?[^"]*?'

# A value among those that spaces divide.
TOKEN = rf'(?:{QUOTED}|[^" \t][^ \t]*)'


def token(number: int) -> Column:
    """The value at `number` (from 0) of those that spaces divide; quotes hold one together."""
    before = rf"(?:{TOKEN}{_BLANK}+){{{number}}}"
    found = Pattern(rf"^{_BLANK}*{before}({TOKEN})(?:{_BLANK}|$)")
    return cleaned(found, (r'^"|"$', ""), (r'\\"|""', '"'), _NULLS)


def tabbed(number: int, delimiter: str = "\t") -> Column:
    """The value at `number` (from 0) of those that tabs, or another character, divide."""
    return Pattern(
        rf"^(?:{beside(delimiter)}*{re.escape(delimiter)}){{{number}}}({beside(delimiter)}*)"
    )


def beside(*characters: str) -> str:
    """A regular expression of any character but these."""
    return f"[^{''.join(map(re.escape, characters))}]"


def _blanks(delimiter: str) -> str:
    """A regular expression of what may stand around a value: spaces and tabs."""
    return "[" + "".join(blank for blank in " \t" if blank != delimiter) + "]*"


def _cell(delimiter: str) -> str:
    """A regular expression of a value, and of the blanks after it; none can be read in two ways."""
    blanks, begin = _blanks(delimiter), beside('"', delimiter, " ", "\t")
    quoted = rf'"[^"]*(?:(?:""|"{blanks}{begin})[^"]*)*"'
    return rf"(?:{quoted}{blanks}|{begin}{beside(delimiter)}*|)"


def cells(number: int, delimiter: str = ",") -> str:
    """A regular expression of `number` values of a CSV line, each with its delimiter."""
    return rf"(?:{_blanks(delimiter)}{_cell(delimiter)}{re.escape(delimiter)}){{{number}}}"


def comma(number: int, delimiter: str = ",", *, after: str = "^") -> Column:
    """The value at `number` (from 0) of a CSV line, or of what follows `after` in it.

    A quoted value may hold delimiters and "" quotes, and single ones where no delimiter comes
    next, as careless writers leave them. Blanks around a value are no part of it.
    """
    found = rf"{_blanks(delimiter)}({_cell(delimiter)})(?:{re.escape(delimiter)}|$)"
    return cleaned(
        Pattern(rf"{after}{cells(number, delimiter)}{found}"),
        (r"[ \t]+$", ""),
        (r'^"|"$', ""),
        (r'""', '"'),
        (r"^[ \t]+|[ \t]+$", ""),
    )


# The inside of a JSON text.
_JSON_TEXT = r'[^"\\]*(?:\\[^\n][^"\\]*)*'
# What stands for an escaped backslash while the other escapes are undone; JSON itself has none.
_HELD = "\x01"
_JSON_ESCAPES = (
    (r"\\\\|(?i:\\u005c)", _HELD),
    (r"\\/", "/"),
    (r'\\"|\\u0022', '"'),
    (r"\\[bfnrt]", " "),
    *((rf"(?i:\\u00{ord(c):x})", c) for c in "&<>'=+"),
    (_HELD, r"\\"),
)


def key(*names: str) -> Column:
    """The text, number or truth under the first of `names` in a line of JSON, at any depth.

    A quotation mark inside a JSON text has a backslash before it, so that `"name":` is a key
    wherever it stands. Escapes of ASCII are undone; those of other letters stay as they are.
    """
    return _unescaped(first_of(*(_key(re.escape(name)) for name in names)))


def any_key(*names: str) -> Column:
    """What `key` reads, under whichever of `names` the line has first: less to do than `key`."""
    return _unescaped(_key("|".join(map(re.escape, names))))


def key_within(outer: str, name: str) -> Column:
    """The text under `name` in the object under `outer`, which holds no object before it."""
    begin = rf'"{re.escape(outer)}"[ \t]*:[ \t]*\{{[^{{}}]*"{re.escape(name)}"[ \t]*:[ \t]*'
    return _unescaped(Pattern(rf'{begin}("{_JSON_TEXT}")'))


def _key(names: str) -> Column:
    """What stands under a name, if it is not empty: a text with its quotes, or a bare word."""
    begin = rf'"(?:{names})"[ \t]*:[ \t]*'
    text = r'"(?:[^"\\]|\\[^\n])[^"\\]*(?:\\[^\n][^"\\]*)*"'
    return Pattern(rf"{begin}({text}|-?[0-9][-+.0-9eE]*|true|false)")


def _unescaped(column: Column) -> Column:
    return cleaned(column, (r'^"|"$', ""), *_JSON_ESCAPES)


def pair(*names: str, between: str = r" \t") -> Column:
    """The value of the first of `names` in a line of `name=value`, quoted or not.

    `between` is what divides them, as the inside of a character class, of characters that every
    engine takes for the same (`\\s` is none). A name that stands inside quotes is part of a value.
    The last value of a line that was cut off may lack its quote.
    """
    return _unquoted(first_of(*(_pair(re.escape(name), between) for name in names)))


def any_pair(*names: str, between: str = r" \t") -> Column:
    """What `pair` reads, under whichever of `names` the line has first: less to do than `pair`."""
    return _unquoted(_pair("(?:" + "|".join(map(re.escape, names)) + ")", between))


_PAIRED = r'"[^"\\]*(?:\\[^\n][^"\\]*)*(?:"|$)'


def _unquoted(column: Column) -> Column:
    return cleaned(column, (r'^"|"$', ""), (r'\\"', '"'))


def _pair(name: str, between: str) -> Column:
    """A value that is not empty, with its quotes."""
    word, rest = rf'[^{between}="]+', rf"[^{between}]*"
    # No two of these fit the same text, so that there is one way to read a line.
    other = (
        rf'(?:{word}={_PAIRED}{rest}|{word}=(?:[^{between}"]{rest})?|{word}(?:"{rest})?|["=]{rest})'
    )
    begin = rf"^(?:<\d+>)?[{between}]*(?:{other}[{between}]+)*?{name}="
    return Pattern(
        rf'{begin}("(?:[^"\\]|\\[^\n])[^"\\]*(?:\\[^\n][^"\\]*)*(?:"|$)|[^{between}"]{rest})'
    )
