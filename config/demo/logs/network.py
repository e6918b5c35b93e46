"""The department's machines, who owns them, and the addresses they have at a moment."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from config.demo.logs.people import SIZE, Force
from config.demo.logs.period import Period

PROXY, PROXY_PORT = "10.1.0.8", 3128
PROXY_NAME = "proxy.police.example"
RESOLVER = "10.1.0.53"
OUTSIDE = "198.51.100.7"  # the department's own address, as others see it
OTHERS_RENUMBERED = 173


class Machine(NamedTuple):
    device: str
    mac: str
    address: str


class Lease(NamedTuple):
    """A row of dhcp.csv; moments are seconds since 1970."""

    address: str
    mac: str
    device: str
    begin: int
    end: int


@dataclass(frozen=True)
class Network:
    """One machine for each person, by place in the roster, two shared ones and a spare one."""

    period: Period
    machines: list[Machine]
    later: list[str]  # addresses once some have changed
    shared: tuple[Machine, Machine]
    spare: Machine

    def address(self, place: int, at: float) -> str:
        return self.machines[place].address if at < self.period.renumbered else self.later[place]

    def leases(self) -> list[Lease]:
        start, change, end = self.period.start, self.period.renumbered, self.period.end
        rows = []
        for (device, mac, address), later in zip(self.machines, self.later, strict=True):
            if address == later:
                rows.append(Lease(address, mac, device, start, end))
            else:
                rows.append(Lease(address, mac, device, start, change))
                rows.append(Lease(later, mac, device, change, end))
        for device, mac, address in (*self.shared, self.spare):
            rows.append(Lease(address, mac, device, start, end))
        return rows


def make_network(random: Random, period: Period, force: Force) -> Network:
    """Everyone who is found, and 173 others, give each other their addresses on one day."""
    machines = [_machine("PC", tag) for tag in random.sample(range(SIZE), SIZE)]
    movers = [*force.culprits, *random.sample(force.others, OTHERS_RENUMBERED)]
    random.shuffle(movers)
    later = [machine.address for machine in machines]
    for place, heir in zip(movers, [*movers[1:], movers[0]], strict=True):
        later[heir] = machines[place].address
    shared = (_machine("KIOSK", SIZE), _machine("KIOSK", SIZE + 1))
    return Network(period, machines, later, shared, _machine("LAPTOP", SIZE + 2))


def _machine(kind: str, tag: int) -> Machine:
    mac = f"02:00:5e:10:{tag // 256:02x}:{tag % 256:02x}"
    return Machine(f"{kind}-{10000 + tag}", mac, f"10.20.{tag // 250}.{tag % 250 + 2}")
