"""Draws what happens on a made-up network: contacts with services, and what could pass for them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.events import Event, Writer

PLANTED = Watchlist(
    (
        Service(
            "clearview-ai", "Clearview AI", Standing.PROHIBITED,
            ("clearview.ai",), ("203.0.113.7",), ("Clearview AI",),
        ),
        Service("gesichter", "Gesichter", Standing.PROHIBITED, ("gesichter-für-alle.example",)),
        Service("rekognition", "Rekognition", Standing.ALLOWED, ("rekognition.*.cloud.example",)),
    )
)  # fmt: skip
REACHED = {
    "host": (
        "clearview.ai", "app.clearview.ai", "CLEARVIEW.AI", "App.ClearView.AI", "clearview.ai.",
        "a.b.clearview.ai", "xn--gesichter-fr-alle-d3b.example",
        "WWW.XN--GESICHTER-FR-ALLE-D3B.EXAMPLE", "rekognition.us-west-2.cloud.example",
        "x.rekognition.eu.cloud.example.",
    ),
    "peer": ("203.0.113.7",),
    "application": ("Clearview AI",),
}  # fmt: skip
LOOK_ALIKES = {
    "host": (
        "notclearview.ai", "clearview.ai.example.com", "clearview.aid", "clearview-ai.example",
        "clearview.ai.evil.example.", "NOTCLEARVIEW.AI", "my-clearview.ai",
        "clearview.ai-login.example", "rekognition.cloud.example", "rekognition.a.b.cloud.example",
    ),
    "peer": ("203.0.113.77", "3.0.113.7"),
    "application": ("Clearview AI Blocker", "Not Clearview AI"),
}  # fmt: skip
OTHERS = {
    "host": ("www.example.org", "news.example", "10.0.0.9"),
    "peer": ("198.51.100.9",),
    "application": ("Mail",),
}
MENTIONS = {
    "path": (
        "/clearview.ai/search", "/?q=clearview.ai", "/go?to=https://clearview.ai/",
        "//clearview.ai/", "/@clearview.ai/", "/a:b@clearview.ai", "/a?b=//clearview.ai",
    ),
    "referrer": ("https://clearview.ai/", "https://search.example/?q=clearview.ai"),
    "agent": (
        "clearview.ai", "Bot (+https://clearview.ai/bot)", "x cs-host=clearview.ai y",
        "Mozilla/5.0 hostname=clearview.ai",
    ),
    "user": ("fan@clearview.ai",),
}  # fmt: skip
USERS = (r"POLICE\31234", "31234@police.example", "Ramos, Ana (ana.ramos@police.example)", "")
BEGIN = datetime(2020, 11, 2, 8, tzinfo=UTC)


def planted(writer: Writer, number: int, *, seed: int) -> Iterator[tuple[Event, bool]]:
    """`number` events in the order of their times, and whether each reaches a service.

    What does not may name one all the same, in any field that `writer` tells.
    """
    random = Random(seed)  # noqa: S311
    target = next(name for name in ("application", "host", "peer") if name in writer.tells)
    for count in range(number):
        reaches = random.random() < 0.4
        drawn = _drawn(random, BEGIN + timedelta(seconds=37 * count))
        changed = _contact(random, writer, target) if reaches else _other(random, writer, target)
        yield replace(drawn, **changed), reaches


def _drawn(random: Random, at: datetime) -> Event:
    return Event(
        at=at,
        host="www.example.org",
        user=random.choice(USERS),
        client=random.choice(("10.1.2.3", "10.250.0.77", "2001:db8::17")),
        method=random.choice(("GET", "POST")),
        path=random.choice(("/", "/api/v1/search", "/a?b=c&d=%20")),
        stopped=random.random() < 0.2,
    )


def _contact(random: Random, writer: Writer, target: str) -> dict[str, str]:
    port = random.choice(("", "", ":443", ":8443")) if "path" in writer.tells else ""
    return {target: random.choice(REACHED[target]) + port}


def _other(random: Random, writer: Writer, target: str) -> dict[str, str]:
    mentioned = sorted(writer.tells & MENTIONS.keys())
    kind = random.choice([*mentioned, "look-alike", "look-alike", "other"])
    if kind == "look-alike":
        return {target: random.choice(LOOK_ALIKES[target])}
    mention = {kind: random.choice(MENTIONS[kind])} if kind in MENTIONS else {}
    return {target: random.choice(OTHERS[target])} | mention
