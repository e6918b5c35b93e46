"""What was recorded of addresses and devices: leases, sessions, logons, the asset register."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

SHARED = "shared"
# A logon says who sits at a device for so long, as nothing tells when they left.
LOGON_HOLDS = timedelta(hours=12)
# Where two people logged on so shortly one after the other, they may take turns.
TAKING_TURNS = timedelta(hours=1)


@dataclass(frozen=True, order=True)
class Hold:
    """`holder` had `address` from `begin` until `end`, which is not in it (aware).

    Where local times do not tell, that is as long as it may have been, and from `sure_from` until
    `sure_until` is as long as it was in any case.
    """

    begin: datetime
    end: datetime
    address: str
    holder: str
    sure_from: datetime
    sure_until: datetime

    def is_sure_at(self, when: datetime) -> bool:
        return self.sure_from <= when < self.sure_until


@dataclass(frozen=True, order=True)
class Logon:
    """`user` logged on at `device`, which had `address`, at `at` (aware).

    Where a local time does not tell, that is the earliest, and `by` the latest that it may have
    been.
    """

    at: datetime
    by: datetime
    user: str
    device: str
    address: str


@dataclass(frozen=True)
class Asset:
    """A device and whose it is: a serial number, or SHARED."""

    device: str
    owner: str


class Holds:
    """Who held which address when."""

    def __init__(self, holds: Iterable[Hold]) -> None:
        self._by_address: dict[str, list[Hold]] = {}
        for hold in sorted(holds):
            self._by_address.setdefault(hold.address, []).append(hold)
        self._longest = {
            address: max(hold.end - hold.begin for hold in several)
            for address, several in self._by_address.items()
        }

    def __len__(self) -> int:
        return sum(map(len, self._by_address.values()))

    def at(self, address: str, when: datetime) -> list[Hold]:
        """What tells who held `address` at `when`: two people where records are at odds."""
        several = self._by_address.get(address, [])
        last = bisect_right(several, when, key=attrgetter("begin"))
        holds = []
        for hold in reversed(several[:last]):
            if hold.begin + self._longest[address] <= when:
                break
            if when < hold.end:
                holds.append(hold)
        return holds


class Logons:
    """Who logged on where, and when."""

    def __init__(self, logons: Iterable[Logon]) -> None:
        self._at: dict[str, list[Logon]] = {}
        for logon in sorted(logons):
            for place in {logon.device.lower(), logon.address} - {""}:
                self._at.setdefault(place, []).append(logon)

    def __len__(self) -> int:
        return len({logon for several in self._at.values() for logon in several})

    def before(self, place: str, when: datetime) -> list[Logon]:
        """The logons at a device or an address that may still hold at `when`, the latest first."""
        several = self._at.get(place.lower(), [])
        last = bisect_right(several, when, key=attrgetter("at"))
        first = bisect_right(several, when - LOGON_HOLDS, key=attrgetter("at"))
        return several[first:last][::-1]
