"""Zscaler's web log, with its traps."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.reading import read

EVENT = {
    "datetime": "Fri Nov 13 07:07:07 2020",
    "user": "jdoe@police.example",
    "hostname": "app.clearview.ai",
    "url": "app.clearview.ai/api/v1/search",
    "action": "Allowed",
    "urlcategory": "Other Business",
    "ClientIP": "10.1.2.3",
    "serverip": "203.0.113.7",
    "requestmethod": "POST",
    "devicehostname": "PD-0042",
}
FEED = {
    "time": "2020-11-13 07:07:07",
    "login": "jdoe@police.example",
    "eurl": "app.clearview.ai/api/v1/search",
    "action": "Allowed",
    "urlcat": "Other Business",
    "cip": "10.1.2.3",
    "sip": "203.0.113.7",
    "reqmethod": "POST",
    "devicehostname": "PD-0042",
}


def _line(event: dict, **changed: str | None) -> str:
    return json.dumps({"sourcetype": "zscalernss-web", "event": event | changed})


def _tabbed(event: dict, time: str = "2020-11-13 07:07:07") -> str:
    return "\t".join([time, *(f"{name}={value}" for name, value in event.items())])


@pytest.mark.parametrize(
    "line",
    [_line(EVENT), _line(FEED), json.dumps(FEED), "<134>Nov 13 07:07:08 nss " + json.dumps(FEED)],
    ids=["one feed's names", "another's", "no envelope", "by syslog"],
)
def test_fields_are_read_whatever_a_feed_calls_them(tmp_path: Path, line: str) -> None:
    (contact,), faults = read(tmp_path / "web.log", line)

    assert faults == []
    assert (contact.at, contact.user, contact.client, contact.host, contact.method) == (
        datetime(2020, 11, 13, 7, 7, 7, tzinfo=UTC),
        "jdoe@police.example",
        "10.1.2.3",
        "app.clearview.ai",
        "POST",
    )
    assert (contact.path, contact.outcome, contact.peer, contact.device) == (
        "/api/v1/search",
        "Allowed",
        "203.0.113.7",
        "PD-0042",
    )
    assert contact.is_search


@pytest.mark.parametrize("null", ["None", "NA", "N/A", "-", None, ""])
def test_what_stands_for_nothing_is_nothing(tmp_path: Path, null: str | None) -> None:
    line = _line(EVENT, user=null, devicehostname=null, hostname=null)

    (contact,), _ = read(tmp_path / "web.log", line)

    assert (contact.user, contact.device, contact.host) == ("", "", "app.clearview.ai")


def test_the_machine_that_sends_the_log_is_not_what_is_reached(tmp_path: Path) -> None:
    line = json.dumps({"host": "nss01", "sourcetype": "zscalernss-web", "event": FEED})

    (contact,), _ = read(tmp_path / "web.log", line)

    assert contact.host == "app.clearview.ai"


def test_a_time_without_a_zone_is_the_machines(tmp_path: Path) -> None:
    pacific = timezone(timedelta(hours=-8))

    (contact,), _ = read(tmp_path / "web.log", _line(EVENT), zone=pacific)

    assert (contact.at, contact.moment.zone_assumed) == (
        datetime(2020, 11, 13, 15, 7, 7, tzinfo=UTC),
        True,
    )


@pytest.mark.parametrize("time", ["Fri Nov 13 07:07:07 2020 GMT", "1605251227"])
def test_a_time_with_a_zone_assumes_none(tmp_path: Path, time: str) -> None:
    pacific = timezone(timedelta(hours=-8))

    (contact,), _ = read(tmp_path / "web.log", _line(EVENT, datetime=time), zone=pacific)

    assert (contact.at, contact.moment.zone_assumed) == (
        datetime(2020, 11, 13, 7, 7, 7, tzinfo=UTC),
        False,
    )


def test_text_that_a_feed_encoded_is_read(tmp_path: Path) -> None:
    line = _line(
        EVENT,
        user="POLICE%5C31234",
        devicehostname="Road%20Warrior",
        hostname=None,
        url="app.clearview.ai%3A443%2Fapi%2fsearch",
    )

    (contact,), _ = read(tmp_path / "web.log", line)

    assert (contact.user, contact.device, contact.host, contact.path) == (
        r"POLICE\31234",
        "Road Warrior",
        "app.clearview.ai",
        "/api/search",
    )


def test_an_encoded_mention_is_no_contact(tmp_path: Path) -> None:
    line = _line(EVENT, hostname=None, url="news.example%2Fx.clearview.ai")

    assert read(tmp_path / "web.log", line) == ([], [])


def test_a_backslash_that_json_escapes_is_one(tmp_path: Path) -> None:
    (contact,), _ = read(tmp_path / "web.log", _line(EVENT, user="POLICE\\31234"))

    assert contact.user == r"POLICE\31234"


def test_a_key_inside_a_text_is_no_key(tmp_path: Path) -> None:
    event = {"useragent": '"hostname":"clearview.ai"'} | EVENT
    line = _line(event, hostname="www.example.com", url="www.example.com/")

    assert read(tmp_path / "web.log", line) == ([], [])


def test_blocked_did_not_go_through(tmp_path: Path) -> None:
    (contact,), _ = read(tmp_path / "web.log", _line(EVENT, action="Blocked"))

    assert not contact.went_through


@pytest.mark.parametrize(
    "time", ["2020-11-13 07:07:07", "Fri Nov 13 07:07:07 2020", "<134>Fri Nov 13 07:07:07 2020 GMT"]
)
def test_names_and_values_may_follow_a_time_divided_by_tabs(tmp_path: Path, time: str) -> None:
    (contact,), faults = read(tmp_path / "web.log", _tabbed(EVENT | {"datetime": ""}, time))

    assert faults == []
    assert (contact.at, contact.host, contact.user, contact.is_search) == (
        datetime(2020, 11, 13, 7, 7, 7, tzinfo=UTC),
        "app.clearview.ai",
        "jdoe@police.example",
        True,
    )


def test_a_value_divided_by_tabs_may_hold_spaces_and_equals_signs(tmp_path: Path) -> None:
    event = {"useragent": "Mozilla hostname=clearview.ai"} | EVENT
    line = _tabbed(event | {"hostname": "www.example.com", "url": "www.example.com/?a=b"})

    assert read(tmp_path / "web.log", line) == ([], [])


def test_a_service_is_recognized_by_its_address_where_no_host_is_told(tmp_path: Path) -> None:
    service = Service("x", "X", Standing.PROHIBITED, (), ("203.0.113.",))
    line = _line(EVENT, hostname="None", url="None")

    (contact,), _ = read(tmp_path / "web.log", line, watchlist=Watchlist((service,)))

    assert (contact.by, contact.peer) == ("address", "203.0.113.7")
