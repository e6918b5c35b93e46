"""A contact says what its own line shows, where the lines of a log do not all show as much."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits.discovery.formats import FORMATS, Shows
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.planting import PLANTED
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.formats.writers.fortinet import fortinet, fortinet_dns, fortinet_traffic
from tests.audits.discovery.formats.writers.panos import panos_threat, panos_traffic
from tests.audits.discovery.formats.writers.squid import squid
from tests.audits.discovery.formats.writers.zeek import (
    CONN_FIELDS,
    DNS_FIELDS,
    HTTP_FIELDS,
    SSL_FIELDS,
    zeek_object,
)

EVENT = Event(
    at=datetime(2020, 11, 12, 15, tzinfo=UTC), host="app.clearview.ai", peer="203.0.113.7"
)


def shown(path: Path, name: str, *lines: str) -> list[Shows]:
    text = "".join(f"{line}\n" for line in lines)
    contacts, faults = read(path, text, watchlist=PLANTED, log_format=FORMATS[name])
    assert faults == []
    return [contact.shows for contact in contacts]


def test_a_firewall_writes_flows_queries_and_requests_into_one_log(tmp_path: Path) -> None:
    lines = [fortinet_traffic(EVENT), fortinet_dns(EVENT), fortinet(EVENT)]

    assert shown(tmp_path / "fw.log", "fortinet", *lines) == [
        Shows.ADDRESSES,
        Shows.NAMES,
        Shows.REQUESTS,
    ]


def test_a_session_shows_an_address_beside_the_request_that_was_made_in_it(tmp_path: Path) -> None:
    lines = [panos_threat(EVENT), panos_traffic(EVENT)]

    assert shown(tmp_path / "pan.log", "panos", *lines) == [Shows.REQUESTS, Shows.ADDRESSES]


def test_logs_that_are_mixed_show_each_what_it_does_alone(tmp_path: Path) -> None:
    logs = (HTTP_FIELDS, DNS_FIELDS, SSL_FIELDS, CONN_FIELDS)
    lines = [json.dumps(zeek_object(EVENT, fields)) for fields in logs]

    assert shown(tmp_path / "all.log", "zeek-json", *lines) == [
        Shows.REQUESTS,
        Shows.NAMES,
        Shows.NAMES,
        Shows.ADDRESSES,
    ]


@pytest.mark.parametrize(
    ("method", "url", "shows"),
    [
        ("CONNECT", "app.clearview.ai:443", Shows.NAMES),
        ("connect", "203.0.113.7:443", Shows.ADDRESSES),
        ("GET", "http://app.clearview.ai", Shows.REQUESTS),
        ("GET", "http://203.0.113.7/", Shows.REQUESTS),
    ],
)
def test_a_tunnel_shows_where_it_leads_and_no_request(
    tmp_path: Path, method: str, url: str, shows: Shows
) -> None:
    line = squid(EVENT).replace(f"GET {EVENT.url}", f"{method} {url}")

    assert shown(tmp_path / "access.log", "squid", line) == [shows]
