"""What quotes hold together, and how what they hold is escaped."""

from audits.discovery.formats.columns.column import Column
from audits.discovery.formats.columns.combining import cleaned

# The inside of quotes, where a quote has a backslash before it; and the same if it is not empty.
INSIDE = r'[^"\\]*(?:\\[^\n][^"\\]*)*'
SOME_INSIDE = rf'(?:[^"\\]|\\[^\n]){INSIDE}'
# Quotes between which "" may be a quote as well; and those where it would let a line be read in
# many ways.
QUOTED = r'"[^"\\]*(?:(?:\\[^\n]|"")[^"\\]*)*"'
PAIR_QUOTED = f'"{INSIDE}"'
# What may stand before something that is not inside of quotes.
OUTSIDE = rf'^(?:[^"]*{PAIR_QUOTED})*?[^"]*?'
# Takes the quotes from around a value.
UNQUOTE = (r'^"|"$', "")

# What stands for an escaped backslash while the other escapes are undone.
_HELD = "\x01"


def unescaped(column: Column, *steps: tuple[str, str], backslash: str = r"\\\\") -> Column:
    """`column` with its escapes undone by `steps`; `backslash` fits an escaped backslash."""
    return cleaned(column, (backslash, _HELD), *steps, (_HELD, r"\\"))
