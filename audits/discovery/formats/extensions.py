"""What CEF, LEEF and their kin write after their head: name=value, where values may hold spaces."""

from audits.discovery.formats.columns import Column, Pattern, cleaned, first_of

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
    """The value of the first of `names` after `head`; it ends before the next ` name=`.

    An equals sign inside a value has a backslash before it, so that none begins a pair there.
    """
    return first_of(*(_spaced(head, name) for name in names))


def _spaced(head: str, name: str) -> Column:
    words = r"([^ \t\n]*(?:[ \t]+[^ \t\n]+)*?)"
    end = r"(?:[ \t]+[A-Za-z][\w.:-]*=|[ \t]*$)"
    return cleaned(Pattern(rf"{head}(?:[^\n]*?[ \t])?{name}={words}{end}"), *ESCAPES)
