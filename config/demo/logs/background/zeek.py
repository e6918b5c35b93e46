"""Zeek's lines of everyone else: each contact is a lookup, a connection, and what it carried."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from config.demo.logs.background.crowd import SERVERS, ZEEK_CONTACTS, Crowd, Lines
from config.demo.logs.formats import zeek
from config.demo.logs.network import PROXY, PROXY_NAME, PROXY_PORT, RESOLVER
from config.demo.logs.period import moments, stream
from config.demo.logs.services import AGENTS, HOSTS, PAGES

BY_PROXY, PLAIN = 0.1, 0.1  # of all contacts; the others are by TLS

_SERVICES = {"ssl": (443, "ssl"), "http": (80, "http"), "proxy": (PROXY_PORT, "http")}


class _Contact(NamedTuple):
    kind: str  # of _SERVICES
    ends: zeek.Ends
    host: str
    page: str
    agent: str
    size: int


def zeek_lines(crowd: Crowd, log: str) -> Lines:
    """One of conn, dns, http, ssl, in the order of time; the four tell of the same contacts."""
    write = {"conn": _conn, "dns": _dns, "http": _http, "ssl": _ssl}[log]
    for contact in _contacts(crowd):
        line = write(crowd, contact)
        if line:
            yield contact.ends[0], line


def _contacts(crowd: Crowd) -> Iterator[_Contact]:
    random = stream(crowd.seed, "zeek")
    for at in moments(crowd.period, crowd.share(ZEEK_CONTACTS), random):
        yield _contact(crowd, random, at)


def _contact(crowd: Crowd, random: Random, at: float) -> _Contact:
    draw = random.random
    kind, which = _kind(draw()), int(draw() * len(HOSTS))
    client = crowd.network.address(int(draw() * len(crowd.force.people)), at)
    port, _service = _SERVICES[kind]
    uid = f"C{random.getrandbits(68):017x}"
    server = PROXY if kind == "proxy" else SERVERS[which]
    return _Contact(
        kind,
        (at, uid, client, 49152 + int(draw() * 16384), server, port),
        HOSTS[which],
        PAGES[int(draw() * len(PAGES))],
        AGENTS[int(draw() * len(AGENTS))],
        int(draw() * 50000),
    )


def _kind(drawn: float) -> str:
    if drawn < BY_PROXY:
        return "proxy"
    return "http" if drawn < BY_PROXY + PLAIN else "ssl"


def _conn(_crowd: Crowd, contact: _Contact) -> str:
    _port, service = _SERVICES[contact.kind]
    return zeek.conn(
        contact.ends, service=service, duration=contact.size / 9000, sent=900, received=contact.size
    )


def _dns(_crowd: Crowd, contact: _Contact) -> str:
    at, uid, client, port, server, _port = contact.ends
    query = PROXY_NAME if contact.kind == "proxy" else contact.host
    # A connection of its own, so an id of its own.
    ends = (at, f"C{uid[:0:-1]}", client, port, RESOLVER, 53)
    return zeek.dns(ends, number=contact.size, query=query, answer=server)


def _ssl(_crowd: Crowd, contact: _Contact) -> str:
    return zeek.ssl(contact.ends, name=contact.host) if contact.kind == "ssl" else ""


def _http(crowd: Crowd, contact: _Contact) -> str:
    if contact.kind == "ssl":
        return ""
    method, host, uri = "GET", contact.host, contact.page
    if contact.kind == "proxy":
        method, host, uri = "CONNECT", f"{contact.host}:443", f"{contact.host}:443"
    return zeek.http(
        crowd.period, contact.ends, method=method, host=host, uri=uri, referrer="-",
        agent=contact.agent, received=contact.size,
    )  # fmt: skip
