"""Of every format: each planted contact is found, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from audits.discovery.contacts import Contact
from audits.discovery.formats import FORMATS, Shows
from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.formats.writers import WRITERS, Event, Writer

LINES = 400
PLANTED = Watchlist(
    (
        Service(
            "clearview-ai", "Clearview AI", Standing.PROHIBITED, ("clearview.ai",), ("203.0.113.7",)
        ),
        Service("gesichter", "Gesichter", Standing.PROHIBITED, ("gesichter-für-alle.example",)),
        Service("rekognition", "Rekognition", Standing.ALLOWED, ("rekognition.*.cloud.example",)),
    )
)
REACHED = (
    "clearview.ai", "app.clearview.ai", "CLEARVIEW.AI", "App.ClearView.AI", "clearview.ai.",
    "a.b.clearview.ai", "xn--gesichter-fr-alle-d3b.example",
    "WWW.XN--GESICHTER-FR-ALLE-D3B.EXAMPLE", "rekognition.us-west-2.cloud.example",
    "x.rekognition.eu.cloud.example.",
)  # fmt: skip
LOOK_ALIKES = (
    "notclearview.ai", "clearview.ai.example.com", "clearview.aid", "clearview-ai.example",
    "clearview.ai.evil.example.", "NOTCLEARVIEW.AI", "my-clearview.ai",
    "clearview.ai-login.example", "rekognition.cloud.example", "rekognition.a.b.cloud.example",
)  # fmt: skip
OTHERS = ("www.example.org", "news.example", "10.0.0.9")
MENTIONS = {
    "path": (
        "/clearview.ai/search", "/?q=clearview.ai", "/go?to=https://clearview.ai/",
        "//clearview.ai/", "/@clearview.ai/", "/a:b@clearview.ai", "/a?b=//clearview.ai",
    ),
    "referrer": ("https://clearview.ai/", "https://search.example/?q=clearview.ai"),
    "agent": ("clearview.ai", "Bot (+https://clearview.ai/bot)", "x cs-host=clearview.ai y"),
    "user": ("fan@clearview.ai",),
}  # fmt: skip
USERS = (r"POLICE\31234", "31234@police.example", "Ramos, Ana (ana.ramos@police.example)", "")
BEGIN = datetime(2020, 11, 2, 8, tzinfo=UTC)


def drawn(random: Random, number: int, **values: str) -> Event:
    return Event(
        at=BEGIN + timedelta(seconds=37 * number),
        user=random.choice(USERS),
        client=random.choice(("10.1.2.3", "10.250.0.77", "2001:db8::17")),
        method=random.choice(("GET", "POST")),
        **{"path": random.choice(("/", "/api/v1/search", "/a?b=c&d=%20")), **values},
    )


def a_contact(random: Random, number: int, writer: Writer) -> Event:
    if writer.tells >= {"host", "path"}:
        port = random.choice(("", "", ":443", ":8443"))
        return drawn(random, number, host=random.choice(REACHED) + port)
    if "host" in writer.tells:
        return drawn(random, number, host=random.choice(REACHED))
    return drawn(random, number, host="", peer="203.0.113.7")


def no_contact(random: Random, number: int, writer: Writer) -> Event:
    kind = random.choice(sorted(writer.tells & MENTIONS.keys()) + ["look-alike", "other"] * 2)
    if "host" not in writer.tells:
        return drawn(random, number, host="", peer=random.choice(("203.0.113.77", "3.0.113.7")))
    if kind == "look-alike":
        return drawn(random, number, host=random.choice(LOOK_ALIKES))
    mention = {kind: random.choice(MENTIONS[kind])} if kind in MENTIONS else {}
    return replace(drawn(random, number, host=random.choice(OTHERS)), **mention)


def planted(writer: Writer, seed: int) -> Iterator[tuple[Event, bool]]:
    random = Random(seed)  # noqa: S311
    for number in range(LINES):
        reaches = random.random() < 0.4
        yield (a_contact if reaches else no_contact)(random, number, writer), reaches


def clean(host: str) -> str:
    return host.partition(":")[0].lower().rstrip(".")


def as_told(contact: Contact, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(getattr(contact, name) for name in sorted(names))


@pytest.mark.parametrize("name", WRITERS)
def test_the_planted_contacts_are_found_and_nothing_else(tmp_path: Path, name: str) -> None:
    writer = WRITERS[name]
    events = list(planted(writer, seed=475))
    text, truth = writer.header, {}
    for event, reaches in events:
        if reaches:
            truth[len(text.encode())] = event
        text += writer.line(event) + "\n"

    contacts, faults = read(
        tmp_path / "log", text, watchlist=PLANTED, log_format=FORMATS[writer.format]
    )

    assert faults == []
    assert {contact.offset for contact in contacts} == set(truth)
    assert len(contacts) == len(truth) > 100
    for contact in contacts:
        event = replace(truth[contact.offset], user=writer.spelled(truth[contact.offset].user))
        assert contact.at == event.at
        if "host" in writer.tells:
            assert contact.host == clean(event.host)
        told = writer.tells & {"user", "client", "method", "path", "peer"}
        assert as_told(contact, told) == as_told(event, told)


@pytest.mark.parametrize("name", WRITERS)
def test_a_line_may_end_as_windows_ends_it_and_a_file_begin_with_a_mark(
    tmp_path: Path, name: str
) -> None:
    writer = WRITERS[name]
    events = [event for event, reaches in planted(writer, seed=27) if reaches][:20]
    text = writer.text(*events).replace("\n", "\r\n")

    for encoding in ("utf-8-sig", "utf-16"):
        contacts, faults = read(tmp_path / encoding, text.encode(encoding), watchlist=PLANTED)

        assert faults == []
        assert len(contacts) == len(events)


def test_what_a_format_shows_is_what_its_lines_tell() -> None:
    for writer in WRITERS.values():
        shows = FORMATS[writer.format].shows
        assert (shows is Shows.ADDRESSES) == ("host" not in writer.tells)
