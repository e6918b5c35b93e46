"""VPN sessions: everyone's, with addresses that are given again as soon as they are free."""

from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random
from typing import NamedTuple

from config.demo.logs.people import Force
from config.demo.logs.period import DAY, DAYS, HOUR, Period
from config.demo.logs.plan import Plan, SeenBy, Session

OTHERS = 600
BETWEEN = 60  # seconds that an address rests


class Tunnel(NamedTuple):
    """A row of vpn.csv; moments are seconds since 1970."""

    begin: int
    end: int
    place: int
    address: str


@dataclass(frozen=True)
class Tunnels:
    rows: list[Tunnel]

    def address_of(self, session: Session) -> str | None:
        """None where the session is not by VPN."""
        first = session.times[0]
        for row in self.rows:
            if row.place == session.place and row.begin <= first < row.end:
                return row.address
        return None


def make_tunnels(random: Random, period: Period, force: Force, plan: Plan) -> Tunnels:
    wanted = [
        (int(session.times[0]) - random.randrange(300, 1200),
         int(session.times[-1]) + random.randrange(300, 1200),
         session.place)
        for session in plan.sessions_of(SeenBy.ZEEK_VPN)
    ]  # fmt: skip
    others = force.others
    for _other in range(OTHERS):
        begin = period.start + int(random.uniform(0, (DAYS - 1) * DAY))
        wanted.append((begin, begin + random.randrange(HOUR // 2, 4 * HOUR), random.choice(others)))
    return Tunnels(_with_addresses(sorted(wanted)))


def _with_addresses(wanted: list[tuple[int, int, int]]) -> list[Tunnel]:
    """Gives each the lowest address that is free when it begins."""
    free = list(range(2, 252))
    used: list[tuple[int, int]] = []
    rows = []
    for begin, end, place in wanted:
        while used and used[0][0] <= begin:
            heappush(free, heappop(used)[1])
        number = heappop(free)
        heappush(used, (end + BETWEEN, number))
        rows.append(Tunnel(begin, end, place, f"10.250.0.{number}"))
    return rows
