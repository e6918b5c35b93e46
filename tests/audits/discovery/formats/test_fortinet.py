"""FortiGate's log, with its traps."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.reading import read

WEB = (
    'date=2020-11-13 time=07:00:00 devname="fw1" devid="FG100" eventtime=1605279600 tz="-0700" '
    'logid="0317013312" type="utm" subtype="webfilter" eventtype="ftgd_allow" level="notice" '
    'vd="root" policyid=1 sessionid=4711 user="JDOE" group="officers" srcip=10.1.2.3 srcport=5012 '
    'dstip=203.0.113.7 dstport=443 proto=6 service="HTTPS" hostname="app.clearview.ai" '
    'action="passthrough" reqtype="direct" url="https://app.clearview.ai/api/search" '
    'httpmethod="POST" method="domain" catdesc="Information Technology"'
)
AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
PACIFIC = timezone(timedelta(hours=-8))


def _dns(**changed: str) -> str:
    fields = {"qname": "app.clearview.ai", "action": "pass"} | changed
    return (
        "date=2020-11-13 time=07:00:00 tz=-0800 logid=1501054802 type=utm subtype=dns level=notice "
        "srcip=10.1.2.3 dstip=10.0.0.53 " + " ".join(f"{k}={v}" for k, v in fields.items())
    )


def test_a_web_filters_line_is_told_with_everything_that_it_says(tmp_path: Path) -> None:
    (contact,), faults = read(tmp_path / "fw.log", WEB)

    assert faults == []
    assert (contact.at, contact.user, contact.client, contact.host) == (
        AT,
        "JDOE",
        "10.1.2.3",
        "app.clearview.ai",
    )
    assert (contact.method, contact.path, contact.outcome, contact.peer) == (
        "POST",
        "/api/search",
        "passthrough",
        "203.0.113.7",
    )


@pytest.mark.parametrize("prefix", ["<189>", "<189>Nov 13 07:00:01 fw1 ", "Nov 13 07:00:01 fw1 : "])
def test_what_stands_before_a_line_does_not_matter(tmp_path: Path, prefix: str) -> None:
    (contact,), faults = read(tmp_path / "fw.log", prefix + WEB)

    assert (contact.at, contact.user, faults) == (AT, "JDOE", [])


def test_quotes_are_optional(tmp_path: Path) -> None:
    (contact,), faults = read(tmp_path / "fw.log", WEB.replace('"', ""))

    assert (contact.host, contact.user, contact.is_search, faults) == (
        "app.clearview.ai",
        "JDOE",
        True,
        [],
    )


def test_seconds_and_nanoseconds_in_one_file_are_both_read(tmp_path: Path) -> None:
    text = f"{WEB}\n{WEB.replace('1605279600', '1605279600000000000')}\n"

    contacts, _ = read(tmp_path / "fw.log", text)

    assert [(one.at, one.moment.zone_assumed) for one in contacts] == [(AT, False)] * 2


@pytest.mark.parametrize(
    ("tz", "at", "assumed"),
    [
        ('tz="-0500" ', datetime(2020, 11, 13, 12, tzinfo=UTC), False),
        ("tz=+0000 ", datetime(2020, 11, 13, 7, tzinfo=UTC), False),
        ("", AT, True),
    ],
)
def test_without_an_event_time_the_date_counts_and_its_zone(
    tmp_path: Path, tz: str, at: datetime, assumed: bool
) -> None:
    line = WEB.replace("eventtime=1605279600 ", "").replace('tz="-0700" ', tz)

    (contact,), _ = read(tmp_path / "fw.log", line, zone=PACIFIC)

    assert (contact.at, contact.moment.zone_assumed) == (at, assumed)


def test_a_query_for_a_name_is_a_contact_without_a_user(tmp_path: Path) -> None:
    (contact,), faults = read(tmp_path / "fw.log", _dns())

    assert (contact.host, contact.user, contact.by, contact.at, faults) == (
        "app.clearview.ai",
        "",
        "name",
        AT,
        [],
    )


def test_application_control_is_told_by_host_or_by_application(tmp_path: Path) -> None:
    service = Service("clearview-ai", "Clearview AI", Standing.PROHIBITED, (), (), ("Clearview",))
    line = WEB.replace('"webfilter"', '"app-ctrl" app="CLEARVIEW"').replace("clearview.ai", "x.com")

    (contact,), _ = read(tmp_path / "fw.log", line, watchlist=Watchlist((service,)))

    assert (contact.service, contact.by, contact.application) == (
        service,
        "application",
        "clearview",
    )


@pytest.mark.parametrize("field", ["hostname", "sni"])
def test_what_inspects_tls_tells_the_host(tmp_path: Path, field: str) -> None:
    line = WEB.replace('"webfilter"', '"ssl"').replace("hostname=", f"{field}=").replace("url=", "")

    (contact,), _ = read(tmp_path / "fw.log", line)

    assert contact.host == "app.clearview.ai"


def test_traffic_has_addresses_only(tmp_path: Path) -> None:
    service = Service("x", "X", Standing.PROHIBITED, ("clearview.ai",), ("203.0.113.7",))
    line = (
        'date=2020-11-13 time=07:00:00 eventtime=1605279600 type="traffic" subtype="forward" '
        'srcip=10.1.2.3 dstip=203.0.113.7 user="JDOE" action="close"'
    )

    (contact,), _ = read(tmp_path / "fw.log", line, watchlist=Watchlist((service,)))

    assert (contact.by, contact.host, contact.user) == ("address", "", "JDOE")


@pytest.mark.parametrize(
    "said",
    [
        'msg="go to hostname=clearview.ai now"',
        r'agent="Mozilla \" hostname=clearview.ai \" x"',
        'referralurl="https://clearview.ai/"',
    ],
)
def test_what_stands_inside_quotes_is_no_field(tmp_path: Path, said: str) -> None:
    line = WEB.replace("hostname=", f"{said} hostname=").replace("app.clearview.ai", "example.com")

    assert read(tmp_path / "fw.log", line) == ([], [])


def test_a_field_that_is_missing_is_not_taken_from_inside_quotes(tmp_path: Path) -> None:
    line = WEB.replace('hostname="app.clearview.ai"', 'msg="see hostname=clearview.ai"')

    line = line.replace("https://app.clearview.ai/", "/")

    assert read(tmp_path / "fw.log", line) == ([], [])


def test_a_line_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (contact,), faults = read(tmp_path / "fw.log", WEB[: WEB.index("/search")])

    assert (contact.host, contact.path, faults) == ("app.clearview.ai", "/api", [])


def test_a_client_behind_another_proxy_is_told_in_its_place(tmp_path: Path) -> None:
    line = WEB + ' forwardedfor="11.22.33.44, 10.9.9.9"'
    (own,), _ = read(tmp_path / "fw.log", line)

    (contact,), _ = read(tmp_path / "fw.log", line, proxies=[own.client])

    assert (own.client != contact.client, contact.client) == (True, "10.9.9.9")


def test_blocked_did_not_go_through(tmp_path: Path) -> None:
    (contact,), _ = read(tmp_path / "fw.log", WEB.replace("passthrough", "blocked"))

    assert not contact.went_through


@pytest.mark.parametrize(
    "line",
    [
        ",".join(
            f"{k}={v}"
            for k, v in {
                "date": "2020-11-13", "time": "07:00:00", "tz": "-0800", "devname": "fw 1",
                "logid": "0317013312", "type": "utm", "subtype": "webfilter", "user": '"DOE, J"',
                "srcip": "10.1.2.3", "hostname": "app.clearview.ai", "url": '"/api/search"',
                "httpmethod": "POST",
            }.items()
        ),
        (
            '"date=2020-11-13","time=07:00:00","tz=""-0800""","devname=""fw 1""","type=""utm""",'
            '"subtype=""webfilter""","user=""DOE, J""","msg=""a,hostname=x.com""","srcip=10.1.2.3",'
            '"hostname=""app.clearview.ai""","url=""/api/search""","httpmethod=POST"'
        ),
    ],
    ids=["values quoted", "cells quoted"],
)  # fmt: skip
def test_it_may_be_csv(tmp_path: Path, line: str) -> None:
    (contact,), faults = read(tmp_path / "fw.log", line)

    assert faults == []
    assert (contact.format, contact.at, contact.user, contact.client, contact.host) == (
        "fortinet-csv",
        AT,
        "DOE, J",
        "10.1.2.3",
        "app.clearview.ai",
    )
    assert contact.is_search
