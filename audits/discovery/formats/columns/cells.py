"""The values of a line of CSV."""

import re

from audits.discovery.formats.columns.column import Column, Pattern
from audits.discovery.formats.columns.combining import LINE, cleaned, part
from audits.discovery.formats.columns.dividing import beside
from audits.discovery.formats.columns.quotes import UNQUOTE


def cells(number: int, delimiter: str = ",") -> str:
    """A regular expression of `number` values of a CSV line, each with its delimiter."""
    return rf"(?:{_blanks(delimiter)}{_cell(delimiter)}{re.escape(delimiter)}){{{number}}}"


def comma(number: int, delimiter: str = ",", *, after: str = "") -> Column:
    """The value at `number` (from 0) of a CSV line, or of what follows the first `after` in it.

    A quoted value may hold delimiters and "" quotes, and single ones where no delimiter comes
    next, as careless writers leave them. Blanks around a value are no part of it.
    """
    whole = Pattern(rf"{after}([^\n]*)") if after else LINE
    cell = rf"{_blanks(delimiter)}({_cell(delimiter)})(?:{re.escape(delimiter)}|$)"
    found = part(whole, f"^{cells(number, delimiter)}{cell}")
    return _trimmed(cleaned(_trimmed(found), UNQUOTE, (r'""', '"')))


def _trimmed(column: Column) -> Column:
    # To replace `[ \t]+$` takes the square of the length of blanks that are not at the end.
    return part(column, r"^[ \t]*([^ \t]+(?:[ \t]+[^ \t]+)*)")


def _blanks(delimiter: str) -> str:
    """A regular expression of what may stand around a value: spaces and tabs."""
    return "[" + "".join(blank for blank in " \t" if blank != delimiter) + "]*"


def _cell(delimiter: str) -> str:
    """A regular expression of a value, and of the blanks after it; none can be read in two ways."""
    blanks, begin = _blanks(delimiter), beside('"', delimiter, " ", "\t")
    quoted = rf'"[^"]*(?:(?:""|"{blanks}{begin})[^"]*)*"'
    return rf"(?:{quoted}{blanks}|{begin}{beside(delimiter)}*|)"
