"""Squid's formats, with their traps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits.discovery.contacts import By
from audits.discovery.formats import FORMATS
from audits.discovery.formats.detecting import detect
from audits.discovery.services import Service, Standing, Watchlist
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


COMMON = (
    r"10.1.2.3 - POLICE\31234 [13/Nov/2020:07:00:00 -0800] "
    '"CONNECT app.clearview.ai:443 HTTP/1.1" 200 4321 TCP_TUNNEL:HIER_DIRECT'
)
COMBINED = COMMON.replace(" TCP_", ' "-" "Mozilla/5.0 (X11)" TCP_')


@pytest.mark.parametrize("line", [COMMON, COMBINED])
def test_the_local_time_is_read_by_its_offset(tmp_path: Path, line: str) -> None:
    contacts, faults = read(tmp_path / "access.log", line)

    (contact,) = contacts
    assert contact.at == datetime(2020, 11, 13, 15, tzinfo=UTC)
    assert not contact.moment.zone_assumed
    assert (contact.user, contact.client, contact.host, contact.method, contact.outcome) == (
        r"POLICE\31234",
        "10.1.2.3",
        "app.clearview.ai",
        "CONNECT",
        "TCP_TUNNEL/200",
    )
    assert faults == []


@pytest.mark.parametrize("user", [r"POLICE\Ana Ramos", "Ramos, Ana (a@b.example)", "a@b.example"])
@pytest.mark.parametrize("line", [COMMON, COMBINED])
def test_a_user_may_have_spaces(tmp_path: Path, line: str, user: str) -> None:
    contacts, _ = read(tmp_path / "access.log", line.replace(r"POLICE\31234", user))

    assert [contact.user for contact in contacts] == [user]


def test_a_quote_in_the_browsers_name_moves_no_column(tmp_path: Path) -> None:
    line = COMBINED.replace("(X11)", r"\"GET clearview.ai\" (X11)")

    contacts, faults = read(tmp_path / "access.log", line)

    assert [contact.outcome for contact in contacts] == ["TCP_TUNNEL/200"]
    assert faults == []


def test_a_mention_in_the_referrer_of_a_combined_line_is_no_contact(tmp_path: Path) -> None:
    line = COMBINED.replace("app.clearview.ai:443", "http://news.example/")

    assert read(tmp_path / "a", line.replace('"-"', '"https://clearview.ai/"')) == ([], [])


@pytest.mark.parametrize(
    "tail",
    [
        ' "-" "-"',
        " ",
        ' 51234 app.clearview.ai "Mozilla/5.0 (X11)" "https://news.example/" TLS/1.2 - - - - -',
    ],
)
def test_columns_that_a_site_added_do_no_harm(tmp_path: Path, tail: str) -> None:
    contacts, faults = read(tmp_path / "access.log", BUMPED + tail)

    assert [(one.host, one.user) for one in contacts] == [("app.clearview.ai", r"POLICE\31234")]
    assert faults == []


@pytest.mark.parametrize("target", ["203.0.113.7:443", "[2001:db8::7]:443", "https://203.0.113.7/"])
def test_the_name_that_was_asked_for_counts_where_the_target_is_an_address(
    tmp_path: Path, target: str
) -> None:
    line = BUMPED.replace("https://app.clearview.ai/api/v1/search", target)

    named, _ = read(tmp_path / "a", f'{line} 51234 "Mozilla" app.clearview.ai -')
    mentioned, _ = read(tmp_path / "b", f'{line} 51234 "clearview.ai" "https://clearview.ai/"')

    assert [contact.host for contact in named] == ["app.clearview.ai"]
    assert mentioned == []


def test_the_name_asked_for_does_not_outdo_the_target(tmp_path: Path) -> None:
    line = BUMPED.replace("app.clearview.ai", "news.example") + " 51234 app.clearview.ai"

    assert read(tmp_path / "access.log", line) == ([], [])


def test_a_connection_that_ended_before_it_asked_for_anything_is_a_line_of_the_log(
    tmp_path: Path,
) -> None:
    ended = (
        "1600000000.123      0 10.1.2.3 NONE_NONE/000 0 - "
        "error:transaction-end-before-headers - HIER_NONE/- -"
    )

    assert detect([ended], FORMATS.values(), name="x").name == "squid"
    assert read(tmp_path / "access.log", f"{ended} clearview.ai") == ([], [])


def test_a_request_that_had_to_sign_in_went_through_once(tmp_path: Path) -> None:
    refused = BUMPED.replace(r"POLICE\31234", "-").replace("TCP_MISS/200", "TCP_DENIED/407")

    contacts, _ = read(tmp_path / "access.log", f"{refused}\n{BUMPED}\n")

    assert [(one.user, one.went_through) for one in contacts] == [
        ("", False),
        (r"POLICE\31234", True),
    ]


def test_a_blank_at_the_end_and_blanks_before_the_duration_are_nothing(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "access.log", "  " + BUMPED.replace(" 211", " -1") + "  ")

    assert len(contacts) == 1
    assert faults == []


@pytest.mark.parametrize(
    ("written", "client"),
    [
        ("2001:db8::17", "2001:db8::17"),
        ("[2001:db8::17]", "2001:db8::17"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
    ],
)
def test_a_client_is_an_address_alone(tmp_path: Path, written: str, client: str) -> None:
    contacts, _ = read(tmp_path / "access.log", BUMPED.replace("10.1.2.3", written))

    assert [contact.client for contact in contacts] == [client]


def test_an_address_of_a_service_is_a_contact_where_no_host_is_named(tmp_path: Path) -> None:
    service = Service("x", "X", Standing.PROHIBITED, (), ("203.0.113.7", "2001:db8::7"))
    urls = ["203.0.113.7:443", "[2001:db8::7]:443", "https://203.0.113.70/", "x.example:443"]
    lines = [BUMPED.replace("https://app.clearview.ai/api/v1/search", url) for url in urls]
    lines[2] = lines[2].replace("DIRECT/203.0.113.7", "DIRECT/203.0.113.70")

    contacts, _ = read(tmp_path / "access.log", "\n".join(lines), watchlist=Watchlist((service,)))

    assert [(one.by, one.line) for one in contacts] == [
        (By.ADDRESS, line) for line in (lines[0], lines[1], lines[3])
    ]
