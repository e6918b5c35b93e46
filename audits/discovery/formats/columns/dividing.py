"""Values that a character divides, found by their number."""

import re

from audits.discovery.formats.columns.column import Column, Pattern
from audits.discovery.formats.columns.combining import cleaned, or_nothing
from audits.discovery.formats.columns.quotes import QUOTED, UNQUOTE

# Regular expressions count no further.
MOST_COLUMNS = 1000
# A value among those that spaces divide.
TOKEN = rf'(?:{QUOTED}|[^" \t][^ \t]*)'
# Spaces and tabs: what else is a space to RE2, Java and Python differs.
_BLANK = r"[ \t]"


def token(number: int) -> Column:
    """The value at `number` (from 0) of those that spaces divide; quotes hold one together."""
    before = rf"(?:{TOKEN}{_BLANK}+){{{number}}}"
    found = Pattern(rf"^{_BLANK}*{before}({TOKEN})(?:{_BLANK}|$)")
    return or_nothing(cleaned(found, UNQUOTE, (r'\\"|""', '"')))


def tabbed(number: int, delimiter: str = "\t") -> Column:
    """The value at `number` (from 0) of those that tabs, or another character, divide."""
    return Pattern(
        rf"^(?:{beside(delimiter)}*{re.escape(delimiter)}){{{number}}}({beside(delimiter)}*)"
    )


def beside(*characters: str) -> str:
    """A regular expression of any character but these."""
    return f"[^{''.join(map(re.escape, characters))}]"
