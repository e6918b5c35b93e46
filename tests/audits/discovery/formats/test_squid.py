"""Squid's own format, with its traps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits.discovery.formats import FORMATS
from audits.discovery.formats.detecting import detect
from tests.audits.discovery.formats.reading import read

BUMPED = (
    "1600000000.123    211 10.1.2.3 TCP_MISS/200 4321 POST https://app.clearview.ai/api/v1/search"
    r" POLICE\31234 HIER_DIRECT/203.0.113.7 application/json"
)


def test_a_request_is_told_with_everything_that_the_line_says(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "access.log", BUMPED + "\n")

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.host, contact.method) == (
        datetime(2020, 9, 13, 12, 26, 40, 123000, tzinfo=UTC),
        r"POLICE\31234",
        "10.1.2.3",
        "app.clearview.ai",
        "POST",
    )
    assert (contact.path, contact.outcome, contact.peer) == (
        "/api/v1/search",
        "TCP_MISS/200",
        "203.0.113.7",
    )
    assert contact.is_search
    assert faults == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("app.clearview.ai:443", "app.clearview.ai"),
        ("CLEARVIEW.AI.:443", "clearview.ai"),
        ("http://user@clearview.ai/", "clearview.ai"),
        ("HTTPS://WWW.Clearview.AI:8443?x", "www.clearview.ai"),
    ],
)
def test_a_host_is_read_whatever_its_spelling(tmp_path: Path, url: str, host: str) -> None:
    line = BUMPED.replace("https://app.clearview.ai/api/v1/search", url)

    contacts, _ = read(tmp_path / "access.log", line)

    assert [contact.host for contact in contacts] == [host]


@pytest.mark.parametrize(
    "url",
    [
        "https://notclearview.ai/",
        "https://clearview.ai.example.com/",
        "https://news.example/clearview.ai/search",
        "https://search.example/?q=clearview.ai",
        "https://news.example/#clearview.ai",
        "https://clearview.ai@evil.example/",
    ],
)
def test_a_look_alike_and_a_mention_are_no_contact(tmp_path: Path, url: str) -> None:
    line = BUMPED.replace("https://app.clearview.ai/api/v1/search", url)

    assert read(tmp_path / "access.log", line) == ([], [])


def test_a_line_that_names_a_service_and_is_no_line_of_the_log_is_a_fault(tmp_path: Path) -> None:
    text = f"{BUMPED}\nclearview.ai was here\n{BUMPED}\n"

    contacts, faults = read(tmp_path / "access.log", text)

    assert len(contacts) == 2
    assert [(one.offset, one.length, one.what) for one in faults] == [
        (len(BUMPED) + 1, 21, "a line that is not Squid, native")
    ]


def test_it_is_recognized_by_its_lines() -> None:
    assert detect([BUMPED], FORMATS.values(), name="x").name == "squid"
