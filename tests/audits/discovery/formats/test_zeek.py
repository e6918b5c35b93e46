"""Zeek's logs, with their traps."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from audits.discovery.contacts import By
from audits.discovery.formats import FORMATS, Shows
from audits.discovery.formats.detecting import detect
from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.reading import counted, read
from tests.audits.discovery.formats.writers.zeek import (
    CONN_FIELDS,
    DNS_FIELDS,
    HTTP_FIELDS,
    SSL_FIELDS,
    zeek_header,
    zeek_line,
    zeek_object,
)

AT = datetime(2020, 11, 13, 15, 0, 0, 123456, tzinfo=UTC)
EVENT = Event(
    at=AT, host="app.clearview.ai", method="POST", path="/api/v1/search", client="10.1.2.3"
)
CLOSED = "#close\t2020-11-13-23-59-59\n"


def http(event: Event = EVENT, **values: str) -> str:
    line = zeek_line(event, HTTP_FIELDS).split("\t")
    for name, value in values.items():
        line[HTTP_FIELDS.index(name)] = value
    return "\t".join(line) + "\n"


HEADER = zeek_header("http", HTTP_FIELDS)


def test_a_request_is_told_with_everything_that_the_line_says(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "http.log", HEADER + http() + CLOSED)

    (contact,) = contacts
    assert (contact.at, contact.client, contact.host, contact.method, contact.path) == (
        AT,
        "10.1.2.3",
        "app.clearview.ai",
        "POST",
        "/api/v1/search",
    )
    assert (contact.user, contact.outcome, contact.peer) == ("", "200", "198.51.100.9")
    assert not contact.moment.zone_assumed
    assert contact.is_search
    assert faults == []


def test_header_lines_are_no_lines_of_the_log(tmp_path: Path) -> None:
    text = HEADER + http() + CLOSED + HEADER + http() * 2 + CLOSED

    assert counted(tmp_path / "http.log", text, FORMATS["zeek-http"]) == 3


def test_columns_are_found_by_their_names_also_after_a_new_header(tmp_path: Path) -> None:
    turned = HTTP_FIELDS[::-1]
    text = HEADER + http() + zeek_header("http", turned) + zeek_line(EVENT, turned) + "\n"

    contacts, faults = read(tmp_path / "http.log", text)

    assert len(contacts) == 2
    assert {(one.at, one.host, one.client, one.path) for one in contacts} == {
        (AT, "app.clearview.ai", "10.1.2.3", "/api/v1/search")
    }
    assert faults == []


def test_a_log_of_another_kind_in_the_same_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    dns = zeek_header("dns", DNS_FIELDS) + zeek_line(EVENT, DNS_FIELDS) + "\n"

    contacts, faults = read(
        tmp_path / "all.log", HEADER + http() + dns, log_format=FORMATS["zeek-http"]
    )

    assert [(one.format, one.shows) for one in contacts] == [
        ("zeek-http", Shows.REQUESTS),
        ("zeek-dns", Shows.NAMES),
    ]
    assert faults == []


def test_a_separator_and_signs_for_nothing_are_what_the_header_says(tmp_path: Path) -> None:
    text = (
        "#separator \\x7c\n#set_separator|,\n#empty_field|none\n#unset_field|?\n#path|http\n"
        "#fields|ts|id.orig_h|trans_depth|method|host|username|status_code\n"
        "1605279600.0|10.1.2.3|1|GET|clearview.ai|?|none\n"
    )

    contacts, faults = read(tmp_path / "http.log", text)

    assert [(one.host, one.user, one.outcome) for one in contacts] == [("clearview.ai", "", "")]
    assert faults == []


@pytest.mark.parametrize(
    ("method", "uri", "host"),
    [
        ("CONNECT", "app.clearview.ai:443", "-"),
        ("CONNECT", "app.clearview.ai:443", "other.example"),
        ("GET", "http://app.clearview.ai/x", "other.example"),
        ("GET", "http://ana@app.clearview.ai:8080/x", "-"),
        ("CONNECT", "203.0.113.9:443", "app.clearview.ai"),
        ("CONNECT", "[2001:db8::9]:443", "app.clearview.ai"),
    ],
)
def test_a_request_to_a_proxy_is_read_by_its_target(
    tmp_path: Path, method: str, uri: str, host: str
) -> None:
    line = http(method=method, uri=uri, host=host)

    contacts, _ = read(tmp_path / "http.log", HEADER + line)

    assert [contact.host for contact in contacts] == ["app.clearview.ai"]


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("other.example:443", "app.clearview.ai"),
        ("//clearview.ai/x", "-"),
        ("/x:clearview.ai", "-"),
        ("http://other.example/clearview.ai:443", "other.example"),
        ("http://clearview.ai@other.example/", "other.example"),
    ],
)
def test_what_is_not_the_target_of_a_request_to_a_proxy_is_no_contact(
    tmp_path: Path, uri: str, host: str
) -> None:
    line = http(uri=uri, host=host)

    assert read(tmp_path / "http.log", HEADER + line) == ([], [])


def test_the_client_is_whom_the_proxy_works_for(tmp_path: Path) -> None:
    told = "X-FORWARDED-FOR -> 10.9.8.7, 10.0.0.9"
    escaped = told.replace(",", "\\x2c")
    lines = [http(proxied=f"VIA -> 1.1 10.1.1.1,{escaped},VIA -> 1.1 10.0.0.7")]
    lines.append(http(proxied=f"{told},VIA -> 1.1 10.0.0.7"))
    via = [told, "VIA -> 1.1 10.0.0.7"]
    in_json = json.dumps(zeek_object(EVENT, HTTP_FIELDS) | {"proxied": via})

    def clients(*proxies: str) -> list[str]:
        texts = (HEADER + lines[0], HEADER + lines[1], in_json)
        each = [read(tmp_path / "http.log", text, proxies=proxies)[0] for text in texts]
        return [contact.client for (contact,) in each]

    assert clients() == [EVENT.client] * 3
    assert clients(EVENT.client) == ["10.0.0.9"] * 3
    assert clients(EVENT.client, "10.0.0.9") == ["10.9.8.7"] * 3


def test_a_query_is_a_contact_by_name_without_a_user(tmp_path: Path) -> None:
    text = zeek_header("dns", DNS_FIELDS) + zeek_line(EVENT, DNS_FIELDS)

    contacts, _ = read(tmp_path / "dns.log", text)

    (contact,) = contacts
    assert (contact.by, contact.shows, contact.host, contact.user, contact.peer) == (
        By.NAME,
        Shows.NAMES,
        "app.clearview.ai",
        "",
        "",
    )
    assert not FORMATS["zeek-dns"].names_users


def test_the_server_that_answers_a_query_is_not_reached_by_it(tmp_path: Path) -> None:
    service = Service("x", "X", Standing.PROHIBITED, (), ("198.51.100.9",))
    text = zeek_header("dns", DNS_FIELDS) + zeek_line(EVENT, DNS_FIELDS)

    assert read(tmp_path / "dns.log", text, watchlist=Watchlist((service,))) == ([], [])


@pytest.mark.parametrize(
    ("established", "outcome", "went_through"),
    [("T", "established", True), ("F", "not established", False), ("-", "", True)],
)
def test_a_tls_connection_says_whether_it_came_about(
    tmp_path: Path, established: str, outcome: str, *, went_through: bool
) -> None:
    line = zeek_line(EVENT, SSL_FIELDS).replace("\tT\t", f"\t{established}\t")

    contacts, _ = read(tmp_path / "ssl.log", zeek_header("ssl", SSL_FIELDS) + line)

    assert [(one.host, one.outcome, one.went_through) for one in contacts] == [
        ("app.clearview.ai", outcome, went_through)
    ]


@pytest.mark.parametrize(("state", "went_through"), [("SF", True), ("REJ", False), ("S0", False)])
def test_a_connection_shows_addresses_alone(
    tmp_path: Path, state: str, *, went_through: bool
) -> None:
    service = Service("x", "X", Standing.PROHIBITED, ("clearview.ai",), ("198.51.100.",))
    line = zeek_line(EVENT, CONN_FIELDS).replace("SF", state)

    contacts, _ = read(
        tmp_path / "conn.log",
        zeek_header("conn", CONN_FIELDS) + line,
        watchlist=Watchlist((service,)),
    )

    assert [(one.by, one.shows, one.peer, one.went_through) for one in contacts] == [
        (By.ADDRESS, Shows.ADDRESSES, "198.51.100.9", went_through)
    ]


FLAT = {"id.orig_h": "10.1.2.3", "id.resp_h": "198.51.100.9"}
UNDERSCORED = {"id_orig_h": "10.1.2.3", "id_resp_h": "198.51.100.9"}
NESTED = {"id": {"orig_h": "10.1.2.3", "orig_p": 51234, "resp_h": "198.51.100.9", "resp_p": 443}}
REQUEST = {"trans_depth": 1, "host": "clearview.ai", "uri": '/a"b', "method": "GET"}


@pytest.mark.parametrize("id_", [FLAT, UNDERSCORED, NESTED])
@pytest.mark.parametrize("stream", [{}, {"_path": "http"}, {"@stream": "http"}])
@pytest.mark.parametrize(
    "ts", [1605279600.5, "2020-11-13T15:00:00.500000Z", "2020-11-13T07:00:00.5-0800"]
)
def test_json_is_read_however_it_names_the_addresses_and_writes_the_time(
    tmp_path: Path, id_: dict, stream: dict, ts: float | str
) -> None:
    line = json.dumps({**stream, "ts": ts, **id_, **REQUEST})

    contacts, faults = read(tmp_path / "http.json", line)

    (contact,) = contacts
    assert (contact.format, contact.client, contact.peer, contact.path) == (
        "zeek-http-json",
        "10.1.2.3",
        "198.51.100.9",
        '/a"b',
    )
    assert contact.at == datetime(2020, 11, 13, 15, 0, 0, 500000, tzinfo=UTC)
    assert not contact.moment.zone_assumed
    assert faults == []


def test_what_json_leaves_out_is_not_told(tmp_path: Path) -> None:
    line = json.dumps({"ts": 1605279600.5, **FLAT, "trans_depth": 1, "host": "clearview.ai"})

    contacts, _ = read(tmp_path / "http.json", line)

    assert [(one.method, one.path, one.outcome) for one in contacts] == [("", "", "")]


def test_a_name_in_another_value_of_json_is_a_mention(tmp_path: Path) -> None:
    values = {**REQUEST, "host": "news.example", "uri": '/","host":"clearview.ai'}
    line = json.dumps({"ts": 1605279600.5, **FLAT, "user_agent": "clearview.ai", **values})

    assert read(tmp_path / "http.json", line) == ([], [])


def test_a_time_without_a_zone_is_utc(tmp_path: Path) -> None:
    line = json.dumps({"ts": "2020-11-13T15:00:00", **FLAT, **REQUEST})

    contacts, _ = read(tmp_path / "http.json", line, zone=timezone(timedelta(hours=-8)))

    assert [(one.at.hour, one.moment.zone_assumed) for one in contacts] == [(15, False)]


def test_a_log_of_a_kind_that_names_nothing_gives_no_contact_and_no_fault(tmp_path: Path) -> None:
    header = zeek_header("weird", ("ts", "uid", "name", "addl"))

    assert detect(header.splitlines(), FORMATS.values(), name="x").name == "zeek"
    assert read(tmp_path / "weird.log", f"{header}1605279600.5\tC1\tclearview.ai\t-\n") == ([], [])


def test_a_line_that_lacks_columns_is_a_fault(tmp_path: Path) -> None:
    cut = http().partition("\t/api")[0]

    contacts, faults = read(tmp_path / "http.log", HEADER + http() * 2 + cut)

    assert len(contacts) == 2
    assert [fault.what for fault in faults] == ["a line that is not Zeek http"]
