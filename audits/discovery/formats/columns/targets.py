"""Addresses among what a request goes to."""

_IPV4 = r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+"
# What may stand before the "//" of a URL.
SCHEME = "[A-Za-z][A-Za-z0-9+.-]*:"
# A target that is an address and no name.
IS_ADDRESS = rf"^(?:{SCHEME}//)?(?:{_IPV4}|\[[0-9A-Fa-f:.]+\])(?:[:/?#]|$)"
