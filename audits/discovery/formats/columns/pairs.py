"""The values of a line of name=value, found by their names."""

import re

from audits.discovery.formats.columns.column import Column, Pattern
from audits.discovery.formats.columns.combining import cleaned, first_of
from audits.discovery.formats.columns.quotes import INSIDE, SOME_INSIDE, UNQUOTE


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


def _unquoted(column: Column) -> Column:
    return cleaned(column, UNQUOTE, (r'\\"', '"'))


def _pair(name: str, between: str) -> Column:
    """A value that is not empty, with its quotes."""
    word, rest, end = rf'[^{between}="]+', rf"[^{between}]*", '(?:"|$)'
    # No two of these fit the same text, so that there is one way to read a line.
    other = (
        rf'(?:{word}="{INSIDE}{end}{rest}|{word}=(?:[^{between}"]{rest})?|{word}(?:"{rest})?'
        rf'|["=]{rest})'
    )
    begin = rf"^(?:<\d+>)?[{between}]*(?:{other}[{between}]+)*?{name}="
    return Pattern(rf'{begin}("{SOME_INSIDE}{end}|[^{between}"]{rest})')
