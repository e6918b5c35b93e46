"""Addresses among what a request goes to, and whom it comes from."""

from audits.discovery.formats.columns.column import Column
from audits.discovery.formats.columns.combining import part

_IPV4 = r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+"
# What may stand before the "//" of a URL.
SCHEME = "[A-Za-z][A-Za-z0-9+.-]*:"
# A target that is an address and no name.
IS_ADDRESS = rf"^(?:{SCHEME}//)?(?:{_IPV4}|\[[0-9A-Fa-f:.]+\])(?:[:/?#]|$)"


def forwarded(column: Column) -> Column:
    """The first address of an X-Forwarded-For header: whom a proxy says that it works for."""
    return part(column, rf"^[ \t]*\[?({_IPV4}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)")
