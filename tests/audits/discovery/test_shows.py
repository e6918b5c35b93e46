"""A contact says what its own line shows, where the lines of a log do not all show as much."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from audits.discovery.catalog import watched
from audits.discovery.discovering import Found, conclude, read_logs
from audits.discovery.engines.local import DuckDB
from audits.discovery.formats import FORMATS, Shows
from audits.discovery.logs import LogReader
from audits.discovery.people.attributing import Records
from audits.discovery.telling import as_json, in_words
from policy.personnel.choices import Role
from tests.audits.discovery import importing
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.planting import PLANTED
from tests.audits.discovery.formats.reading import COUNTY, read
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
from tests.factories.personnel import AccountFactory
from tests.factories.systems import HostNameFactory, SystemFactory

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


def test_a_service_to_which_there_are_only_tunnels_is_told_for_each_log(tmp_path: Path) -> None:
    search = importing.squid(importing.AT, importing.COUNTY_SEARCH)
    tunnel = importing.squid(importing.AT, "app.clearview.ai:443", method="CONNECT")
    stopped = tunnel.replace("app.clearview.ai", "pimeyes.com").replace("TCP_MISS", "TCP_DENIED")
    quiet = importing.squid(importing.AT, "https://news.example/", method="GET")
    logs = {"both": f"{search}\n{tunnel}\n{stopped}\n", "search": search, "none": quiet}
    found, files = Found(), []
    for name, text in logs.items():
        files.append((name, tmp_path / name))
        files[-1][1].write_text(text)
    reader = LogReader(watchlist=watched([COUNTY]), engine=DuckDB(), zone=UTC)

    read_logs(files, reader=reader, found=found)
    conclude(found, records=Records(), runs=[])

    sources = as_json(found)["blind_spots"]["sources"]
    assert [
        (one["source"], one["shows"], one["could_show"], one["unopened"]) for one in sources
    ] == [
        ("both", "requests", "requests", ["Clearview AI"]),
        ("none", "requests", "requests", []),
        ("search", "requests", "requests", []),
    ]
    assert in_words(found).count("Only tunnels or names: no search at ") == 1
    assert "no search at Clearview AI can be counted in both" in in_words(found)


@pytest.mark.django_db
def test_an_import_tells_to_which_services_there_are_only_tunnels(
    tmp_path: Path, client: Client
) -> None:
    HostNameFactory(system=SystemFactory(name="Clearview AI"), domain="clearview.ai")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    tunnel = importing.squid(importing.AT, "app.clearview.ai:443", method="CONNECT")
    search = importing.squid(importing.AT)

    made = importing.imported(tmp_path / "a", {"access.log": tunnel}, by=auditor)
    client.force_login(auditor)
    before = client.get("/discovery/").content.decode()
    importing.imported(tmp_path / "b", {"access.log.1": search}, by=auditor)

    (source,) = made.blind_spots["sources"]
    assert (source["shows"], source["unopened"]) == ("names", ["Clearview AI"])
    assert "<code>access.log</code> has only tunnels to Clearview AI" in before
    assert "has only tunnels to" not in client.get("/discovery/").content.decode()
