"""Cisco Umbrella's logs, with their traps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from audits.discovery.contacts import By
from audits.discovery.formats import FORMATS, Shows
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.reading import counted, read
from tests.audits.discovery.formats.writers.umbrella import umbrella_dns, umbrella_proxy

AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
ANA = "Ramos, Ana (ana.ramos@police.example)"
EVENT = Event(at=AT, host="app.clearview.ai", method="POST", path="/api/v1/search", user=ANA)
FAR = timezone(timedelta(hours=9))


def test_a_query_is_told_with_its_identity(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "dns.csv", umbrella_dns(EVENT), zone=FAR)

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.host, contact.outcome) == (
        AT,
        ANA,
        "10.1.2.3",
        "app.clearview.ai",
        "Allowed",
    )
    assert (contact.by, contact.shows, contact.moment.zone_assumed) == (By.NAME, Shows.NAMES, False)
    assert faults == []


def test_a_request_is_told_with_everything_that_the_line_says(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "proxy.csv", umbrella_proxy(EVENT), zone=FAR)

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.host, contact.method) == (
        AT,
        ANA,
        "10.1.2.3",
        "app.clearview.ai",
        "POST",
    )
    assert (contact.path, contact.outcome, contact.peer) == (
        "/api/v1/search",
        "ALLOWED",
        "198.51.100.9",
    )
    assert contact.is_search
    assert faults == []


@pytest.mark.parametrize("columns", [10, 13])
def test_dns_has_more_columns_in_later_versions(tmp_path: Path, columns: int) -> None:
    line = ",".join(umbrella_dns(replace(EVENT, user="ana")).split(",")[: columns + 1])

    contacts, faults = read(tmp_path / "dns.csv", line)

    assert [(one.user, one.host) for one in contacts] == [("ana", "app.clearview.ai")]
    assert faults == []


@pytest.mark.parametrize(("columns", "method"), [(22, ""), (26, "POST"), (35, "POST")])
def test_the_proxy_has_more_columns_in_later_versions(
    tmp_path: Path, columns: int, method: str
) -> None:
    values = umbrella_proxy(replace(EVENT, user="ana", agent="x")).replace('"ana,HQ"', '"ana"')
    cells = [*values.replace("AD Users,Networks", "AD Users").split(","), *['""'] * 9][:columns]

    contacts, faults = read(tmp_path / "proxy.csv", ",".join(cells))

    assert [(one.user, one.method) for one in contacts] == [("ana", method)]
    assert faults == []


WHERE_NEEDED = (
    '2020-11-13 15:00:00,"Ramos, Ana (ana.ramos@police.example)","Ramos, Ana,HQ",10.1.2.3,'
    "198.51.100.1,Allowed,1 (A),NOERROR,app.clearview.ai.,Software"
)
WITH_SPACES = (
    '"2020-11-13 15:00:00", "Ramos, Ana (ana.ramos@police.example)", "HQ", "10.1.2.3", '
    '"198.51.100.1", "Allowed", "28 (AAAA)", "NOERROR", "app.clearview.ai.", "a,b"'
)


@pytest.mark.parametrize("line", [WHERE_NEEDED, WITH_SPACES])
def test_identities_hold_commas_and_quotes_are_where_the_version_puts_them(
    tmp_path: Path, line: str
) -> None:
    contacts, faults = read(tmp_path / "dns.csv", line)

    assert [(one.user, one.client, one.host) for one in contacts] == [
        (ANA, "10.1.2.3", "app.clearview.ai")
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("kind", "user", "device"),
    [
        ("AD Users", "x", ""),
        ("Directory User", "x", ""),
        ("Roaming Computers", "", "x"),
        ("Anyconnect Roaming Client", "", "x"),
        ("Networks", "", ""),
        ("", "x", ""),
    ],
)
@pytest.mark.parametrize("write", [umbrella_dns, umbrella_proxy])
def test_an_identity_is_a_user_where_its_type_says_so_or_is_not_said(
    tmp_path: Path, write, kind: str, user: str, device: str
) -> None:
    line = write(replace(EVENT, user="x")).replace('"AD Users"', f'"{kind}"')

    contacts, _ = read(tmp_path / "log.csv", line)

    assert [(one.user, one.device) for one in contacts] == [(user, device)]


@pytest.mark.parametrize(
    ("line", "went_through"),
    [
        (umbrella_dns(EVENT), True),
        (umbrella_dns(replace(EVENT, outcome="Blocked")), False),
        (umbrella_dns(replace(EVENT, outcome="Proxied")), True),
        (umbrella_proxy(EVENT), True),
        (umbrella_proxy(replace(EVENT, outcome="BLOCKED")), False),
    ],
)
def test_what_was_blocked_did_not_go_through(
    tmp_path: Path, line: str, *, went_through: bool
) -> None:
    contacts, _ = read(tmp_path / "log.csv", line)

    assert [contact.went_through for contact in contacts] == [went_through]


def test_the_external_address_is_the_client_where_there_is_no_internal_one(tmp_path: Path) -> None:
    contacts, _ = read(tmp_path / "log.csv", umbrella_dns(replace(EVENT, client="")))

    assert [contact.client for contact in contacts] == ["198.51.100.1"]


@pytest.mark.parametrize(
    ("name", "header", "line"),
    [
        ("umbrella-dns", "Timestamp,Most Granular Identity,Identities", umbrella_dns(EVENT)),
        ("umbrella-proxy", '"Timestamp","Policy Identity Label"', umbrella_proxy(EVENT)),
    ],
)
def test_a_line_that_names_the_columns_is_no_line_of_the_log(
    tmp_path: Path, name: str, header: str, line: str
) -> None:
    text = f"{header}\n{line}\n"

    contacts, faults = read(tmp_path / "log.csv", text)

    assert counted(tmp_path / "log.csv", text, FORMATS[name]) == 1
    assert (len(contacts), faults) == (1, [])


def test_a_mention_in_the_categories_or_the_referrer_is_no_contact(tmp_path: Path) -> None:
    other = replace(EVENT, host="news.example", referrer="https://clearview.ai/")

    assert read(tmp_path / "p.csv", umbrella_proxy(other)) == ([], [])
    assert read(
        tmp_path / "d.csv", umbrella_dns(other).replace("Software", "see clearview.ai")
    ) == ([], [])
