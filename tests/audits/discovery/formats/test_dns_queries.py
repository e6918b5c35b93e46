"""What BIND, dnsmasq and Unbound log of queries, with the traps of each."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.audits.discovery.formats.reading import read

PACIFIC = timezone(timedelta(hours=-8))
WRITTEN = datetime(2020, 12, 1, tzinfo=UTC)
AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
QUERY = "client @0x7f3e3c0a1b20 10.1.2.3#53124 (app.clearview.ai): query: app.clearview.ai IN A "


@pytest.mark.parametrize(
    "line",
    [
        f"13-Nov-2020 07:00:00.000 queries: info: {QUERY}+E(0)K (10.0.0.53)",
        f"13-Nov-2020 07:00:00.000 {QUERY}+ (10.0.0.53)",
        f"13-Nov-2020 07:00:00 queries: {QUERY}-EDC (10.0.0.53)",
        f"2020-11-13T15:00:00.000Z queries: info: {QUERY}+E(0)TDCV (10.0.0.53) [ECS 10.1.0.0/16/0]",
        f"<30>Nov 13 07:00:00 ns1 named[812]: queries: info: {QUERY}+S (10.0.0.53)",
        f"Nov 13 07:00:00 ns1 named[812]: {QUERY}+ (10.0.0.53)",
        f"<30>1 2020-11-13T07:00:00-08:00 ns1 named 812 - - {QUERY}+ (10.0.0.53)",
        f"Nov 13 07:00:00 named[812]: {QUERY.replace('@0x7f3e3c0a1b20 ', '')}+",
        f"13-Nov-2020 07:00:00.000 {QUERY.replace('#53124', '#53124/key inside')}+T (10.0.0.53)",
        f"13-Nov-2020 07:00:00.000 {QUERY.replace('query:', 'view inside: query:')}+ (10.0.0.53)",
        "13-Nov-2020 07:00:00.000 client 10.1.2.3#53124: query: app.clearview.ai IN A +",
    ],
)
def test_bind_names_client_and_name_however_it_is_set_up(tmp_path: Path, line: str) -> None:
    (contact,), faults = read(tmp_path / "named", line, zone=PACIFIC, written=WRITTEN)

    assert faults == []
    assert (contact.format, contact.at, contact.client, contact.host, contact.user) == (
        "bind",
        AT,
        "10.1.2.3",
        "app.clearview.ai",
        "",
    )


def test_bind_may_see_a_client_by_ipv6(tmp_path: Path) -> None:
    line = f"13-Nov-2020 07:00:00.000 {QUERY.replace('10.1.2.3', '2001:db8::17')}+ (10.0.0.53)"

    (contact,), _ = read(tmp_path / "named", line)

    assert contact.client == "2001:db8::17"


def test_bind_logs_more_than_queries_and_that_is_no_fault(tmp_path: Path) -> None:
    text = (
        f"13-Nov-2020 07:00:00.000 queries: info: {QUERY}+ (10.0.0.53)\n"
        "13-Nov-2020 07:00:00.001 query-errors: info: client @0x7f3e3c0a1b20 10.1.2.3#53124 "
        "(app.clearview.ai): query failed (SERVFAIL) for app.clearview.ai/IN/A at query.c:5871\n"
        "13-Nov-2020 07:00:00.002 lame-servers: info: connection refused resolving "
        "'app.clearview.ai/A/IN': 10.0.0.53#53\n"
    )

    contacts, faults = read(tmp_path / "named", text)

    assert ([one.offset for one in contacts], faults) == ([0], [])


def test_bind_is_believed_on_what_was_asked_alone(tmp_path: Path) -> None:
    line = "13-Nov-2020 07:00:00.000 client 10.1.2.3#53124 (clearview.ai): query: x.com IN A +"

    assert read(tmp_path / "named", line) == ([], [])


DNSMASQ = (
    "Nov 13 07:00:00 dnsmasq[676]: query[A] app.clearview.ai from 10.1.2.3\n"
    "Nov 13 07:00:00 dnsmasq[676]: forwarded app.clearview.ai to 9.9.9.9\n"
    "Nov 13 07:00:00 dnsmasq[676]: reply app.clearview.ai is <CNAME>\n"
    "Nov 13 07:00:00 dnsmasq[676]: reply lb.clearview.ai is 203.0.113.7\n"
    "Nov 13 07:00:01 dnsmasq[676]: query[AAAA] app.clearview.ai from 2001:db8::17\n"
    "Nov 13 07:00:01 dnsmasq[676]: cached app.clearview.ai is NODATA-IPv6\n"
    "Nov 13 07:00:01 dnsmasq[676]: gravity blocked app.clearview.ai is NODATA\n"
    "Nov 13 07:00:02 dnsmasq-dhcp[676]: DHCPACK(eth0) 10.1.2.3 00:00:5e:00:53:01 clearview.ai\n"
)


def test_dnsmasq_names_the_client_where_it_logs_the_query_and_nowhere_else(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "pihole.log", DNSMASQ, zone=PACIFIC, written=WRITTEN)

    assert faults == []
    assert [(one.format, one.at, one.client, one.host) for one in contacts] == [
        ("dnsmasq", AT, "10.1.2.3", "app.clearview.ai"),
        ("dnsmasq", AT + timedelta(seconds=1), "2001:db8::17", "app.clearview.ai"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Nov 13 07:00:00 dnsmasq[676]: 4711 10.1.2.3/5353 query[A] app.clearview.ai from 10.1.2.3",
        "Nov 13 07:00:00 pihole dnsmasq[676]: query[HTTPS] app.clearview.ai from 10.1.2.3",
        "Nov 13 07:00:00 dnsmasq[676]: query[type=65] app.clearview.ai from 10.1.2.3",
    ],
)
def test_dnsmasq_may_say_more_and_still_be_read(tmp_path: Path, line: str) -> None:
    (contact,), faults = read(tmp_path / "pihole.log", line)

    assert (contact.host, contact.client, faults) == ("app.clearview.ai", "10.1.2.3", [])


@pytest.mark.parametrize(
    ("time", "written", "at"),
    [
        ("Dec 31 23:59:59", (2021, 1, 2), datetime(2020, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Jan  1 00:00:00", (2021, 1, 2), datetime(2021, 1, 1, tzinfo=UTC)),
        ("Feb 29 00:00:00", (2021, 1, 2), datetime(2020, 2, 29, tzinfo=UTC)),
    ],
)
def test_a_year_that_is_missing_is_that_of_the_file_or_the_one_before(
    tmp_path: Path, time: str, written: tuple[int, int, int], at: datetime
) -> None:
    line = f"{time} dnsmasq[676]: query[A] app.clearview.ai from 10.1.2.3"

    (contact,), _ = read(tmp_path / "pihole.log", line, written=datetime(*written, tzinfo=UTC))

    assert (contact.at, contact.moment.year_assumed) == (at, True)


@pytest.mark.parametrize(
    ("begin", "assumed"),
    [
        ("[1605279600] unbound[4711:0] ", False),
        ("Nov 13 07:00:00 unbound[4711:0] ", True),
        ("Nov 13 07:00:00 gw unbound[4711]: [4711:0] ", True),
        ("<30>Nov 13 07:00:00 gw unbound: [4711:0] ", True),
        ("2020-11-13T07:00:00-08:00 gw unbound[4711]: [4711:0] ", False),
    ],
)
@pytest.mark.parametrize("tag", ["", "query: "])
def test_unbound_names_client_and_name(tmp_path: Path, begin: str, assumed: bool, tag: str) -> None:
    line = f"{begin}info: {tag}10.1.2.3 app.clearview.ai. A IN"

    (contact,), faults = read(tmp_path / "unbound.log", line, zone=PACIFIC, written=WRITTEN)

    assert faults == []
    assert (contact.format, contact.client, contact.host) == (
        "unbound",
        "10.1.2.3",
        "app.clearview.ai",
    )
    assert (contact.at, contact.moment.zone_assumed) == (AT, assumed)


def test_unbound_says_of_a_reply_what_became_of_it(tmp_path: Path) -> None:
    begin = "[1605279600] unbound[4711:0] info: reply: 10.1.2.3 app.clearview.ai. A IN"

    contacts, _ = read(tmp_path / "u", f"{begin} NOERROR 0.012 0 45\n{begin} REFUSED 0.0 1 45\n")

    assert [(one.outcome, one.went_through) for one in contacts] == [
        ("NOERROR", True),
        ("REFUSED", False),
    ]


def test_unbound_logs_more_than_queries_and_that_is_no_fault(tmp_path: Path) -> None:
    text = (
        "[1605279600] unbound[4711:0] info: 10.1.2.3 app.clearview.ai. A IN\n"
        "[1605279600] unbound[4711:0] info: resolving app.clearview.ai. A IN\n"
        "[1605279600] unbound[4711:0] info: reply from <clearview.ai.> 203.0.113.7#53\n"
        "[1605279600] unbound[4711:0] error: SERVFAIL <app.clearview.ai. A IN>: no route\n"
    )

    contacts, faults = read(tmp_path / "unbound.log", text)

    assert ([one.offset for one in contacts], faults) == ([0], [])
