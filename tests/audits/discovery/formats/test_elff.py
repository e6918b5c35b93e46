"""The W3C's extended log file format, with its traps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from audits.discovery.formats import FORMATS
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.reading import counted, read
from tests.audits.discovery.formats.writers.elff import (
    IIS_HEADER,
    SGOS_HEADER,
    iis,
    sgos,
    sgos_pairs,
)

AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
EVENT = Event(
    at=AT,
    host="app.clearview.ai",
    method="POST",
    path="/api/v1/search?limit=5",
    user=r"POLICE\31234",
)
LINE = sgos(EVENT) + "\n"
FAR = timezone(timedelta(hours=9))


def test_a_request_is_told_with_everything_that_the_line_says(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "sg.log", SGOS_HEADER + LINE, zone=FAR)

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.host, contact.method) == (
        AT,
        r"POLICE\31234",
        "10.1.2.3",
        "app.clearview.ai",
        "POST",
    )
    assert (contact.path, contact.outcome, contact.peer) == (
        "/api/v1/search?limit=5",
        "TCP_NC_MISS/OBSERVED/200",
        "198.51.100.9",
    )
    assert contact.is_search
    assert faults == []


@pytest.mark.parametrize(
    ("header", "hour"),
    [
        ("#Date: 2020-11-13 15:00:00", 15),
        ("#Date: 2020-11-13 15:00:00 EST (UTC-0400)", 19),
        ("#Date: 2020-11-13 15:00:00 EST", 20),
        ("#Date: 2020-11-13 15:00:00 PDT", 22),
        ("#Date: 2020-11-13 15:00:00 -08:00", 23),
        ("#Date: 2020-11-13 15:00:00 UTC+0530", 9),
        ("#Date: 2020-11-13 15:00:00 UTC", 15),
        ("#Date: 2020-11-13 15:00:00 UTC+9900", 15),
    ],
)
def test_times_are_utc_unless_the_date_line_says_another_zone(
    tmp_path: Path, header: str, hour: int
) -> None:
    text = SGOS_HEADER.replace("#Date: 2020-11-13 07:00:00", header) + LINE

    contacts, _ = read(tmp_path / "sg.log", text, zone=FAR)

    assert [(one.at.hour, one.moment.zone_assumed) for one in contacts] == [(hour, False)]


def test_the_zone_changes_with_the_next_date_line(tmp_path: Path) -> None:
    text = SGOS_HEADER + LINE + "#Date: 2020-11-13 16:00:00 EST (UTC-0500)\n" + LINE

    contacts, _ = read(tmp_path / "sg.log", text)

    assert [contact.at.hour for contact in contacts] == [15, 20]


def test_columns_follow_the_newest_fields_line(tmp_path: Path) -> None:
    fields = "#Fields: cs-host c-ip cs-username time date cs-uri-path cs-method\n"
    turned = r"app.clearview.ai 10.1.2.3 POLICE\31234 15:00:00 2020-11-13 /api/v1/search POST"

    contacts, faults = read(tmp_path / "sg.log", SGOS_HEADER + LINE + fields + turned)

    assert [(one.at, one.host, one.user, one.client, one.is_search) for one in contacts] == [
        (AT, "app.clearview.ai", r"POLICE\31234", "10.1.2.3", True)
    ] * 2
    assert faults == []


def test_header_lines_are_no_lines_of_the_log(tmp_path: Path) -> None:
    text = SGOS_HEADER + LINE + "#Remark: rotated\n" + SGOS_HEADER + LINE * 2

    assert counted(tmp_path / "sg.log", text, FORMATS["elff"]) == 3


def test_iis_is_read_by_the_same_names(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "u_ex201113.log", IIS_HEADER + iis(EVENT) + "\r\n")

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.path, contact.outcome) == (
        AT,
        r"POLICE\31234",
        "10.1.2.3",
        "/api/v1/search?limit=5",
        "200",
    )
    assert faults == []


def test_values_that_tabs_divide_may_have_spaces(tmp_path: Path) -> None:
    text = (
        "#Fields: date\ttime\tc-ip\tcs-username\tc-agent\tr-host\tcs-uri\n"
        "2020-11-13\t15:00:00\t10.1.2.3\t-\tMozilla/5.0 (X11)\tclearview.ai\thttp://clearview.ai/a\n"
    )

    contacts, faults = read(tmp_path / "isa.w3c", text)

    assert [(one.host, one.user, one.path) for one in contacts] == [("clearview.ai", "", "/a")]
    assert faults == []


def test_the_day_is_that_of_the_date_line_where_no_column_has_it(tmp_path: Path) -> None:
    text = (
        "#Date: 2020-11-13 07:00:00\n#Fields: time c-ip cs-host\n15:00:00 10.1.2.3 clearview.ai\n"
    )

    contacts, _ = read(tmp_path / "ex201113.log", text)

    assert [contact.at for contact in contacts] == [AT]


@pytest.mark.parametrize(
    ("outcome", "went_through"),
    [("TCP_NC_MISS/200", True), ("TCP_DENIED/403", False), ("TCP_DENIED/407", False)],
)
def test_what_the_proxy_refused_did_not_go_through(
    tmp_path: Path, outcome: str, *, went_through: bool
) -> None:
    contacts, _ = read(tmp_path / "sg.log", SGOS_HEADER + sgos(replace(EVENT, outcome=outcome)))

    assert [contact.went_through for contact in contacts] == [went_through]


def test_a_quoted_browser_may_hold_quotes_spaces_and_names(tmp_path: Path) -> None:
    event = replace(EVENT, agent='Mozilla ""x"" clearview.ai (X11)')

    contacts, faults = read(tmp_path / "sg.log", SGOS_HEADER + sgos(event))

    assert [contact.outcome for contact in contacts] == ["TCP_NC_MISS/OBSERVED/200"]
    assert faults == []


def test_an_address_has_the_name_that_its_certificate_says(tmp_path: Path) -> None:
    text = (
        "#Fields: date time c-ip cs-host x-rs-certificate-hostname\n"
        "2020-11-13 15:00:00 10.1.2.3 203.0.113.7 app.clearview.ai\n"
        "2020-11-13 15:00:00 10.1.2.3 news.example app.clearview.ai\n"
    )

    contacts, _ = read(tmp_path / "sg.log", text)

    assert [contact.host for contact in contacts] == ["app.clearview.ai"]


def test_the_client_is_whom_the_proxy_works_for(tmp_path: Path) -> None:
    text = (
        "#Fields: date time c-ip cs(X-Forwarded-For) cs-host\n"
        '2020-11-13 15:00:00 10.0.0.8 "10.1.2.3, 10.0.0.9" clearview.ai\n'
        "2020-11-13 15:00:00 10.0.0.8 - clearview.ai\n"
    )

    contacts, _ = read(tmp_path / "sg.log", text, proxies=["10.0.0.8", "10.0.0.9"])

    assert [contact.client for contact in contacts] == ["10.1.2.3", "10.0.0.8"]


def test_a_line_that_lacks_columns_is_a_fault(tmp_path: Path) -> None:
    contacts, faults = read(
        tmp_path / "sg.log", SGOS_HEADER + LINE * 2 + LINE.replace(" OBSERVED", "")
    )

    assert len(contacts) == 2
    assert [fault.what for fault in faults] == ["a line that is not W3C extended (Blue Coat, IIS)"]


@pytest.mark.parametrize(
    ("prefix", "at", "assumed"),
    [
        ("<111>1 2020-11-13T15:00:00.000z proxy1 bluecoat - splunk_format - ", AT, False),
        ("2020-11-13T07:00:00-08:00 proxy1 ", AT, False),
        ("<111>Nov 13 15:00:00 proxy1 ", AT - timedelta(hours=9), True),
        ("<111>Nov 13 23:00:00 proxy1 date=2020-11-13 time=15:00:00 ", AT, False),
    ],
)
def test_pairs_after_syslog_are_read_by_their_names(
    tmp_path: Path, prefix: str, at: datetime, *, assumed: bool
) -> None:
    line = prefix + sgos_pairs(EVENT).partition(" - splunk_format - ")[2]

    contacts, faults = read(
        tmp_path / "syslog", line, zone=FAR, written=datetime(2020, 11, 14, tzinfo=UTC)
    )

    (contact,) = contacts
    assert (contact.at, contact.moment.zone_assumed) == (at, assumed)
    assert (contact.user, contact.client, contact.host, contact.path, contact.method) == (
        r"POLICE\31234",
        "10.1.2.3",
        "app.clearview.ai",
        "/api/v1/search?limit=5",
        "POST",
    )
    assert faults == []


def test_a_pair_inside_of_quotes_is_no_pair(tmp_path: Path) -> None:
    agent = 'cs-User-Agent="x cs-host=clearview.ai \\" cs-host=clearview.ai y" '
    line = sgos_pairs(replace(EVENT, host="news.example")).replace("c-ip=", agent + "c-ip=")

    assert read(tmp_path / "syslog", line) == ([], [])


def test_quotes_that_do_not_end_are_a_fault(tmp_path: Path) -> None:
    line = sgos_pairs(EVENT)
    broken = line.replace('cs-Referer=""', 'cs-Referer="')

    contacts, faults = read(tmp_path / "syslog", "\n".join([line, line, broken]))

    assert len(contacts) == 2
    assert [fault.offset for fault in faults] == [2 * len(line) + 2]
