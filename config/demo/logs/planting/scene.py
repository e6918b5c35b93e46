"""What planting writes with: one method for each thing that a log sees."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from config.demo.logs.formats import squid, umbrella, zeek
from config.demo.logs.network import PROXY, PROXY_PORT, RESOLVER, Network
from config.demo.logs.people import Force
from config.demo.logs.period import DAY, DAYS, HOUR, Period
from config.demo.logs.services import AGENTS


class Log(StrEnum):
    SQUID = "squid"
    ZEEK_CONN = "conn"
    ZEEK_DNS = "dns"
    ZEEK_HTTP = "http"
    ZEEK_SSL = "ssl"
    UMBRELLA_DNS = "dnslogs"
    UMBRELLA_PROXY = "proxylogs"


@dataclass
class Scene:
    """Lines by log as (seconds since 1970, line), in no order, and how many of each kind."""

    random: Random
    period: Period
    force: Force
    network: Network
    lines: dict[Log, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    # Lines of Squid that the next file of the set begins with, by that file's week.
    repeated: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, group: str, kind: str) -> None:
        self.counts[group][kind] += 1

    def some_moment(self, *, since: float | None = None) -> float:
        """Within a working day outside of the gap."""
        first = int((since or self.period.start) - self.period.start) // DAY
        days = [day for day in range(first, DAYS - 1) if day != self.period.gap_day]
        at = self.period.start + self.random.choice(days) * DAY
        return round(at + self.random.uniform(15.5, 24.5) * HOUR, 3)

    def someone(self) -> int:
        """The place of somebody who is not to be found."""
        if self.force.around:
            return self.random.choice(self.force.around)
        while True:
            place = self.random.randrange(len(self.force.people))
            if place not in self.force.culprits and place not in self.force.operators:
                return place

    def user(self, place: int) -> str:
        """An account as one of the proxy's ways of signing in writes it."""
        person = self.force.people[place]
        capital = person.windows.replace("\\u", "\\U")
        return self.random.choice((person.windows, person.windows, person.email, capital))

    def squid(
        self, at: float, url: str, *, client: str, user: str, server: str, method: str = "GET",
        result: str = "TCP_MISS/200", referrer: str = "-",
    ) -> str:  # fmt: skip
        """Adds and returns a line of the proxy."""
        denied = result.startswith("TCP_DENIED")
        line = squid.line(
            at,
            elapsed=self.random.randrange(1, 9 if denied else 4000),
            client=client,
            result=result,
            size=self.random.randrange(300, 90000),
            method=method,
            url=url,
            user=user,
            peer="HIER_NONE/-" if denied else f"HIER_DIRECT/{server}",
            mime="-" if method == "CONNECT" else "text/html",
        ) + squid.tail(self.period, at, referrer, self._agent())
        self.lines[Log.SQUID].append((at, line))
        return line

    def zeek_http(
        self, at: float, host: str, uri: str, *, client: str, server: str, method: str = "GET",
        referrer: str = "-", port: int = 443,
    ) -> None:  # fmt: skip
        """A request, and the connection that carried it."""
        ends = self._ends(at, client, server, port)
        line = zeek.http(
            self.period, ends, method=method, host=host, uri=uri, referrer=referrer,
            agent=self._agent(),
        )  # fmt: skip
        self.lines[Log.ZEEK_HTTP].append((at, line))
        self._zeek_conn(ends, "http")

    def zeek_connect(self, at: float, host: str, *, client: str) -> None:
        """The way to the proxy, in which nothing but the host shows."""
        name = f"{host}:443"
        self.zeek_http(
            at, name, name, client=client, server=PROXY, port=PROXY_PORT, method="CONNECT"
        )

    def zeek_ssl(self, at: float, host: str, *, client: str, server: str) -> None:
        ends = self._ends(at, client, server, 443)
        self.lines[Log.ZEEK_SSL].append((at, zeek.ssl(ends, name=host)))
        self._zeek_conn(ends, "ssl")

    def zeek_dns(self, at: float, host: str, *, client: str, server: str) -> None:
        ends = self._ends(at, client, RESOLVER, 53)
        line = zeek.dns(ends, number=self.random.randrange(65536), query=host, answer=server)
        self.lines[Log.ZEEK_DNS].append((at, line))
        self._zeek_conn(ends, "dns")

    def umbrella_dns(self, at: float, domain: str, place: int, *, by_device: bool = False) -> None:
        identity, kind = self._identity(place, by_device=by_device)
        line = umbrella.dns(
            self.period, at, identity=identity, kind=kind,
            address=self.network.address(place, at), domain=domain,
        )  # fmt: skip
        self.lines[Log.UMBRELLA_DNS].append((at, line))

    def umbrella_proxy(
        self, at: float, url: str, place: int, *, server: str, by_device: bool = False,
        method: str = "GET", referrer: str = "",
    ) -> None:  # fmt: skip
        identity, kind = self._identity(place, by_device=by_device)
        line = umbrella.proxy(
            self.period, at, identity=identity, kind=kind,
            address=self.network.address(place, at), server=server, method=method, url=url,
            referrer=referrer, agent=self._agent(),
        )  # fmt: skip
        self.lines[Log.UMBRELLA_PROXY].append((at, line))

    def _identity(self, place: int, *, by_device: bool) -> tuple[str, str]:
        if by_device:
            return self.network.machines[place].device, umbrella.DEVICES
        return self.force.people[place].identity, umbrella.USERS

    def _agent(self) -> str:
        return self.random.choice(AGENTS)

    def _ends(self, at: float, client: str, server: str, port: int) -> zeek.Ends:
        uid = f"C{self.random.getrandbits(68):017x}"
        return at, uid, client, self.random.randrange(49152, 65536), server, port

    def _zeek_conn(self, ends: zeek.Ends, service: str) -> None:
        line = zeek.conn(ends, service=service, duration=0.4, sent=900, received=6000)
        self.lines[Log.ZEEK_CONN].append((ends[0], line))
