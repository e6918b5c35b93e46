"""Everyone else, and how many lines of each log they make."""

from collections.abc import Iterator
from dataclasses import dataclass

from config.demo.logs.network import Network
from config.demo.logs.people import Force
from config.demo.logs.period import Period
from config.demo.logs.services import HOSTS, server_of

Lines = Iterator[tuple[float, str]]

# Shares of all lines; what is left is the proxy's. A contact is a line in three of Zeek's logs.
ZEEK_CONTACTS, UMBRELLA_DNS, UMBRELLA_PROXY = 0.12, 0.11, 0.03

SERVERS = [server_of(host) for host in HOSTS]


@dataclass(frozen=True)
class Crowd:
    """`lines` in all logs together."""

    seed: int
    lines: int
    period: Period
    force: Force
    network: Network

    def share(self, share: float) -> int:
        return int(self.lines * share)

    @property
    def squid(self) -> int:
        umbrella = self.share(UMBRELLA_DNS) + self.share(UMBRELLA_PROXY)
        return self.lines - 3 * self.share(ZEEK_CONTACTS) - umbrella
