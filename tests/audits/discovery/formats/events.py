"""What happens on a made-up network, and what writes it down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that a client did on the network, at a time that is aware."""

    at: datetime
    host: str
    user: str = ""
    client: str = "10.1.2.3"
    method: str = "GET"
    path: str = "/"
    peer: str = "198.51.100.9"
    application: str = ""
    outcome: str = ""
    stopped: bool = False
    referrer: str = ""
    agent: str = "Mozilla/5.0 (Windows NT 10.0), like Gecko"

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    def in_utc(self, pattern: str) -> str:
        return self.at.astimezone(UTC).strftime(pattern)

    def said(self, went: str, stopped: str) -> str:
        """The outcome, if the event has one of its own; or what a format says for it."""
        return self.outcome or (stopped if self.stopped else went)


def telling(names: str) -> frozenset[str]:
    return frozenset(names.split())


@dataclass(frozen=True, kw_only=True)
class Writer:
    """How a format is written: its `header`, and each event as a line, or as more than one.

    `tells` names the fields of an event that its lines tell; `space` is what they have for a space
    in the name of a user.
    """

    format: str
    line: Callable[[Event], str]
    header: str = ""
    tells: frozenset[str]
    space: str = " "

    def spelled(self, user: str) -> str:
        return user.replace(" ", self.space)

    def lines(self, *events: Event) -> list[str]:
        """Without the header, and without line feeds."""
        return [line for event in events for line in self.line(event).splitlines()]

    def text(self, *events: Event) -> str:
        return self.header + "".join(self.line(event) + "\n" for event in events)
