"""Who searches when, and seen by what: the truth before any line is written."""

from dataclasses import dataclass
from enum import StrEnum

from config.demo.logs.network import Machine

NOBODY = -1  # the place of whoever cannot be known


class SeenBy(StrEnum):
    """Where a person's searches are seen, and how the person is known."""

    SQUID_USER = "squid_user"
    SQUID_ADDRESS = "squid_address"
    ZEEK_VPN = "zeek_vpn"
    ZEEK_LOGON = "zeek_logon"
    UMBRELLA_USER = "umbrella_user"
    UMBRELLA_DEVICE = "umbrella_device"

    @property
    def source(self) -> str:
        return self.value.partition("_")[0]


class Mark(StrEnum):
    """What is peculiar about a search."""

    IN_ZEEK_TOO = "in_zeek_too"
    IN_UMBRELLA_TOO = "in_umbrella_too"
    DENIED_FIRST = "denied_first"
    IN_TWO_FILES = "in_two_files"
    UPPER_CASE = "upper_case"
    PORT = "port"
    TRAILING_DOT = "trailing_dot"
    QUERY = "query"


@dataclass(frozen=True)
class Session:
    """Searches one after another, by whoever has this place in the roster, or by NOBODY."""

    place: int
    seen_by: SeenBy
    times: tuple[float, ...]
    machine: Machine | None = None  # where it is not their own


@dataclass(frozen=True)
class Run:
    """An approved run on the county's system, by an examiner."""

    number: str
    place: int
    at: float
    approved_from: int
    approved_until: int
    ran_at: int


@dataclass(frozen=True)
class Plan:
    sessions: list[Session]
    unattributed: list[Session]
    runs: list[Run]
    marks: dict[tuple[int, float], Mark]  # by place in the roster and moment

    def sessions_of(self, *ways: SeenBy) -> list[Session]:
        return [session for session in self.sessions if session.seen_by in ways]
