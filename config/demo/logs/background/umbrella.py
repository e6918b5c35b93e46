"""Umbrella's rows of everyone else."""

from random import Random
from typing import NamedTuple

from config.demo.logs.background.crowd import (
    SERVERS,
    UMBRELLA_DNS,
    UMBRELLA_PROXY,
    Crowd,
    Lines,
)
from config.demo.logs.formats import umbrella
from config.demo.logs.period import moments, stream
from config.demo.logs.services import AGENTS, HOSTS, PAGES

BY_DEVICE = 0.15


class _Sight(NamedTuple):
    identity: str
    kind: str
    address: str
    host: int


def dns_lines(crowd: Crowd) -> Lines:
    random = stream(crowd.seed, "umbrella dns")
    for at in moments(crowd.period, crowd.share(UMBRELLA_DNS), random):
        sight = _sight(crowd, random, at)
        yield at, umbrella.dns(
            crowd.period, at, identity=sight.identity, kind=sight.kind, address=sight.address,
            domain=HOSTS[sight.host],
        )  # fmt: skip


def proxy_lines(crowd: Crowd) -> Lines:
    random = stream(crowd.seed, "umbrella proxy")
    draw = random.random
    for at in moments(crowd.period, crowd.share(UMBRELLA_PROXY), random):
        sight = _sight(crowd, random, at)
        yield at, umbrella.proxy(
            crowd.period, at, identity=sight.identity, kind=sight.kind, address=sight.address,
            server=SERVERS[sight.host], method="GET" if draw() < 0.9 else "POST",
            url=f"https://{HOSTS[sight.host]}{PAGES[int(draw() * len(PAGES))]}", referrer="",
            agent=AGENTS[int(draw() * len(AGENTS))],
        )  # fmt: skip


def _sight(crowd: Crowd, random: Random, at: float) -> _Sight:
    draw = random.random
    place, host = int(draw() * len(crowd.force.people)), int(draw() * len(HOSTS))
    address = crowd.network.address(place, at)
    if draw() < BY_DEVICE:
        device = crowd.network.machines[place].device
        return _Sight(device, umbrella.DEVICES, address, host)
    return _Sight(crowd.force.people[place].identity, umbrella.USERS, address, host)
