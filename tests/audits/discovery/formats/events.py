"""What happened on a made-up network, drawn at random, with the truth about each event."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

BEGIN = datetime(2020, 11, 9, 6, tzinfo=UTC)

# Each is reached: the service's name or one below it, however it is spelled.
REACHED = (
    "clearview.ai",
    "app.clearview.ai",
    "APP.Clearview.AI",
    "clearview.ai.",
    "a.b.clearview.ai",
    "facesearch.county.example",
    "gesicht.xn--mller-kva.example",
)
# None of these is, though each holds a name that is looked for.
NOT_REACHED = (
    "notclearview.ai",
    "clearview.ai.example.com",
    "app-clearview.ai",
    "clearview.aix",
    "clearview.ai.evil.example",
    "www.example.com",
    "xn--mller-kva.example.org",
)
_PATHS = ("/", "/api/v1/search", "/index.html")
_MENTIONS = ("/news/clearview.ai", "/?q=clearview.ai", "/r?u=https://app.clearview.ai/api/search")


@dataclass(frozen=True, kw_only=True)
class Writer:
    """How a format is written: its `header`, and each event as a line, or as more than one."""

    format: str
    line: "Callable[[Event], str]"
    header: str = ""

    def text(self, *events: "Event") -> str:
        return self.header + "".join(self.line(event) + "\n" for event in events)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One request of one person; `reaches` says whether it goes to a service of the watchlist."""

    at: datetime
    user: str
    client: str
    host: str
    method: str
    path: str
    peer: str
    stopped: bool
    reaches: bool
    outcome: str = ""
    referrer: str = "https://app.clearview.ai/search"
    agent: str = "Mozilla/5.0 (clearview.ai)"

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    def in_utc(self, pattern: str) -> str:
        return self.at.strftime(pattern)


def events(number: int, *, seed: int) -> Iterator[Event]:
    """`number` events in the order of their times, whole seconds apart; a quarter are contacts."""
    random = Random(seed)  # noqa: S311
    at = BEGIN
    for _ in range(number):
        at += timedelta(seconds=random.randrange(1, 90))
        reaches = random.random() < 0.25
        yield Event(
            at=at,
            user=random.choice(("jdoe", "POLICE\\31234", "ann.lee@police.example")),
            client=random.choice(("10.1.2.3", "10.200.0.17", "2001:db8::17")),
            host=random.choice(REACHED if reaches else NOT_REACHED),
            method=random.choice(("GET", "POST")),
            path=random.choice(_PATHS if reaches else _PATHS + _MENTIONS),
            peer=f"198.51.100.{random.randrange(1, 255)}",
            stopped=random.random() < 0.2,
            reaches=reaches,
        )
