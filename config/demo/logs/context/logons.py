"""Who logged on where: shared machines many times an hour, the spare laptop day by day."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from config.demo.logs.network import Machine, Network
from config.demo.logs.people import Force
from config.demo.logs.period import DAY, DAYS, HOUR, Period
from config.demo.logs.plan import Plan, SeenBy

OTHERS = 2000
AT_SHARED = 8  # people who use each shared machine


class Logon(NamedTuple):
    """A row of logons.csv, as of Windows event 4624; `at` in seconds since 1970."""

    at: int
    place: int
    device: str
    address: str


def make_logons(
    random: Random, period: Period, force: Force, network: Network, plan: Plan
) -> list[Logon]:
    rows = list(_of_own_machines(random, period, force, network))
    for machine in network.shared:
        rows += _at_shared(random, period, random.sample(force.others, AT_SHARED), machine)
    for session in plan.sessions:
        if session.machine:
            rows.append(_before(random, session.times[0], session.place, session.machine))
    rows += _at_spare(random, period, force, network.spare)
    for session in plan.sessions_of(SeenBy.ZEEK_LOGON):
        rows.append(_before(random, session.times[0], session.place, network.spare))
    return sorted(rows)


def _of_own_machines(
    random: Random, period: Period, force: Force, network: Network
) -> Iterator[Logon]:
    for _other in range(OTHERS):
        at, place = period.start + random.randrange(DAYS * DAY), random.choice(force.others)
        device = network.machines[place].device
        yield Logon(at, place, device, network.address(place, at))


def _at_shared(
    random: Random, period: Period, users: list[int], machine: Machine
) -> Iterator[Logon]:
    """Never the same person twice in a row, and at least two people in each hour."""
    at, latest = period.start, -1
    while at < period.end:
        latest = random.choice([place for place in users if place != latest])
        yield Logon(at, latest, machine.device, machine.address)
        at += random.randrange(600, 1500)


def _at_spare(random: Random, period: Period, force: Force, machine: Machine) -> Iterator[Logon]:
    """Someone else each morning, hours before any session of searches."""
    for day in range(DAYS):
        at = period.start + day * DAY + 13 * HOUR + random.randrange(HOUR)
        yield Logon(at, random.choice(force.others), machine.device, machine.address)


def _before(random: Random, first: float, place: int, machine: Machine) -> Logon:
    at = int(first) - random.randrange(120, 900)
    return Logon(at, place, machine.device, machine.address)
