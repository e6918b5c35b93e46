"""The proxy's lines of everyone else."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from config.demo.logs.background.crowd import SERVERS, Crowd, Lines
from config.demo.logs.formats import squid
from config.demo.logs.people import LogPerson
from config.demo.logs.period import moments, stream
from config.demo.logs.services import AGENTS, HOSTS, PAGES

WITHOUT_USER = 0.15
DENIED = 0.02  # each followed by the same request with a user


class _Shape(NamedTuple):
    result: str
    method: str
    url: str
    peer: str
    mime: str


_TUNNEL = _Shape("TCP_TUNNEL/200", "CONNECT", "{host}:443", "HIER_DIRECT/{server}", "-")
_OPENED = _Shape("TCP_MISS/200", "GET", "https://{host}{page}", "HIER_DIRECT/{server}", "text/html")
_SENT = _Shape(
    "TCP_MISS/200", "POST", "https://{host}{page}", "HIER_DIRECT/{server}", "application/json"
)
_KEPT = _Shape("TCP_MEM_HIT/200", "GET", "http://{host}{page}", "HIER_NONE/-", "image/png")
_BROKEN = _Shape("NONE_NONE/000", "-", "error:transaction-end-before-headers", "HIER_NONE/-", "-")
_DENIED = _Shape("TCP_DENIED/407", "GET", "https://{host}{page}", "HIER_NONE/-", "text/html")
_SHAPES = [_TUNNEL] * 50 + [_OPENED] * 38 + [_SENT] * 5 + [_KEPT] * 6 + [_BROKEN]


class _Request(NamedTuple):
    client: str
    user: str
    host: int
    page: str
    agent: str


def squid_lines(crowd: Crowd) -> Lines:
    """In the order of time, none in the gap."""
    random = stream(crowd.seed, "squid")
    times = moments(crowd.period, crowd.squid, random, without_gap=True)
    users = [_accounts(person) for person in crowd.force.people]
    for at in times:
        request = _request(crowd, random, users, at)
        if random.random() >= DENIED:
            yield at, _line(crowd, random, at, _shape(random), request)
            continue
        yield at, _line(crowd, random, at, _DENIED, request._replace(user="-"))
        yield from _again(crowd, random, at, times, request)


def _again(
    crowd: Crowd, random: Random, at: float, times: Iterator[float], request: _Request
) -> Lines:
    """The request once more with its user, which takes the place of the next."""
    for later in times:
        soon = min(later, at + 0.08)
        yield soon, _line(crowd, random, soon, _OPENED, request)
        return


def _accounts(person: LogPerson) -> tuple[str, ...]:
    capital = person.windows.replace("\\u", "\\U")
    return (*[person.windows] * 6, *[person.email] * 3, capital)


def _request(crowd: Crowd, random: Random, users: list[tuple[str, ...]], at: float) -> _Request:
    draw = random.random
    place = int(draw() * len(users))
    return _Request(
        crowd.network.address(place, at),
        users[place][int(draw() * 10)],
        int(draw() * len(HOSTS)),
        PAGES[int(draw() * len(PAGES))],
        AGENTS[int(draw() * len(AGENTS))],
    )


def _shape(random: Random) -> _Shape:
    return _SHAPES[int(random.random() * len(_SHAPES))]


def _line(crowd: Crowd, random: Random, at: float, shape: _Shape, request: _Request) -> str:
    host, size = HOSTS[request.host], random.random()
    nobody = shape is _BROKEN or (shape is not _DENIED and random.random() < WITHOUT_USER)
    return squid.line(
        at,
        elapsed=int(size * 900),
        client=request.client,
        result=shape.result,
        size=int(size * 60000),
        method=shape.method,
        url=shape.url.format(host=host, page=request.page),
        user="-" if nobody else request.user,
        peer=shape.peer.format(server=SERVERS[request.host]),
        mime=shape.mime,
    ) + squid.tail(crowd.period, at, "-", request.agent)
