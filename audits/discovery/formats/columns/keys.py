"""The values of a line of JSON, found by their keys."""

import re

from audits.discovery.formats.columns.column import Column, Pattern
from audits.discovery.formats.columns.combining import first_of
from audits.discovery.formats.columns.quotes import PAIR_QUOTED, SOME_INSIDE, UNQUOTE, unescaped

_BACKSLASH = r"\\\\|(?i:\\u005c)"
_ESCAPES = (
    (r"\\/", "/"),
    (r'\\"|\\u0022', '"'),
    (r"\\[bfnrt]", " "),
    *((rf"(?i:\\u00{ord(c):x})", c) for c in "&<>'=+"),
)


def key(*names: str) -> Column:
    """The text, number or truth under the first of `names` in a line of JSON, at any depth.

    A quotation mark inside a JSON text has a backslash before it, so that `"name":` is a key
    wherever it stands. Escapes of ASCII are undone; those of other letters stay as they are.
    """
    return _undone(first_of(*(_key(re.escape(name)) for name in names)))


def any_key(*names: str) -> Column:
    """What `key` reads, under whichever of `names` the line has first: less to do than `key`."""
    return _undone(_key("|".join(map(re.escape, names))))


def key_within(outer: str, name: str) -> Column:
    """The text under `name` in the object under `outer`, which holds no object before it."""
    begin = rf'"{re.escape(outer)}"[ \t]*:[ \t]*\{{[^{{}}]*"{re.escape(name)}"[ \t]*:[ \t]*'
    return _undone(Pattern(f"{begin}({PAIR_QUOTED})"))


def _key(names: str) -> Column:
    """What stands under a name, if it is not empty: a text with its quotes, or a bare word."""
    bare = "-?[0-9][-+.0-9eE]*|true|false"
    return Pattern(rf'"(?:{names})"[ \t]*:[ \t]*("{SOME_INSIDE}"|{bare})')


def _undone(column: Column) -> Column:
    return unescaped(column, UNQUOTE, *_ESCAPES, backslash=_BACKSLASH)
