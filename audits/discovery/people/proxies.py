"""Whom a proxy passes a request on for: what a line says of it is believed of named ones alone."""

import re
from collections.abc import Collection, Iterator
from ipaddress import ip_address

# Zeek escapes what divides the addresses.
_BETWEEN = re.compile(r",|\\x2c")
_ADDRESS = re.compile(r"[ \t]*\[?([0-9]+(?:\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)")


class Proxies:
    """The department's own proxies, by their addresses."""

    def __init__(self, addresses: Collection[str] = ()) -> None:
        self._addresses = frozenset(map(_plain, addresses))

    def client_of(self, sender: str, forwarded: str) -> tuple[str, bool]:
        """The address that a request comes from, and whether a line says another.

        `sender` is who sent it, `forwarded` the X-Forwarded-For header ("" for none). Anyone can
        write that, and each proxy adds at its end whom it was sent by: from there it is believed as
        far as proxies of the department's wrote it.
        """
        client, hops = sender, _hops(forwarded)
        while _plain(client) in self._addresses and (before := next(hops, "")):
            client = before
        return client, _plain(client) not in self._addresses and bool(next(hops, ""))


def _hops(forwarded: str) -> Iterator[str]:
    """The addresses of the header, from the end, as far as there are any."""
    for part in reversed(_BETWEEN.split(forwarded)):
        found = _ADDRESS.match(part)
        if not found:
            return
        yield found[1].removeprefix("::ffff:")


def _plain(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return address


def clean_proxy(text: str) -> str:
    """The address of a proxy as it is compared. Raises ValueError."""
    try:
        return str(ip_address(text.strip()))
    except ValueError as error:
        raise ValueError(f'"{text}" is no address; expected one such as 10.1.0.8') from error
