"""What CEF, LEEF and their kin write after their head: name=value, where values may hold spaces."""

from audits.discovery.formats.columns import Column, Pattern, cleaned

# What stands for an escaped backslash while the other escapes are undone.
_HELD = "\x01"
ESCAPES = (
    (r"\\\\", _HELD),
    (r"\\=", "="),
    (r"\\[|]", "|"),
    (r"\\[nr]", " "),
    (_HELD, r"\\"),
)


def spaced(head: str, *names: str) -> Column:
    """The value after `head` under whichever of `names` the line has first."""
    return cleaned(words_of(head, f"(?:{'|'.join(names)})"), *ESCAPES)


def words_of(head: str, name: str) -> Column:
    """The words after `name=`, up to the next ` name=`.

    An equals sign inside a value has a backslash before it, so that none begins a pair there.
    """
    words = r"([^ \t\n]+(?:[ \t]+[^ \t\n]+)*?)"
    end = r"(?:[ \t]+[A-Za-z][\w.:-]*=|[ \t]*$)"
    return Pattern(rf"{head}(?:[^\n]*?[ \t])?{name}={words}{end}")
