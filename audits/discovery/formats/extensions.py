"""What CEF, LEEF and their kin write after their head: name=value, where values may hold spaces."""

from audits.discovery.formats.columns import Column, Pattern, or_nothing, unescaped

_ESCAPES = ((r"\\=", "="), (r"\\[|]", "|"), (r"\\[nr]", " "))


def undone(column: Column) -> Column:
    """`column` without its escapes, and without what vendors write for no value."""
    return or_nothing(unescaped(column, *_ESCAPES), "-", "N/A")


def spaced(head: str, *names: str) -> Column:
    """The value after `head` under whichever of `names` the line has first."""
    return undone(words_of(head, f"(?:{'|'.join(names)})"))


def words_of(head: str, name: str) -> Column:
    """The words after `name=`, up to the next ` name=`.

    An equals sign inside a value has a backslash before it, so that none begins a pair there.
    """
    words = r"([^ \t\n]+(?:[ \t]+[^ \t\n]+)*?)"
    end = r"(?:[ \t]+[A-Za-z][\w.:-]*=|[ \t]*$)"
    return Pattern(rf"{head}(?:[^\n]*?[ \t])?{name}={words}{end}")
