"""The logs of Palo Alto's firewalls, with their traps."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from audits.discovery.contacts import By
from audits.discovery.formats import Shows
from audits.discovery.services import Service, Standing, Watchlist
from tests.audits.discovery.formats.events import Event
from tests.audits.discovery.formats.reading import read
from tests.audits.discovery.formats.writers.panos import (
    panos,
    panos_threat,
    panos_traffic,
    strata,
)

AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
EVENT = Event(
    at=AT,
    host="app.clearview.ai",
    method="POST",
    path="/api/v1/search",
    user=r"police\31234",
)
THREAT = panos_threat(EVENT)
PREFIX = "<14>Nov 13 07:00:00 fw-1 "
ADDRESSES = Watchlist((Service("x", "X", Standing.PROHIBITED, (), ("198.51.100.9",)),))


def threat(values: dict[int, str], columns: int = 76) -> str:
    return panos(EVENT, {4: "THREAT", 5: "url", 32: "clearview.ai/", **values}, columns)


def test_a_request_is_told_with_everything_that_the_line_says(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "pan.log", THREAT)

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.host, contact.method) == (
        AT,
        r"police\31234",
        "10.1.2.3",
        "app.clearview.ai",
        "post",
    )
    assert (contact.path, contact.outcome, contact.peer) == (
        "/api/v1/search",
        "alert",
        "198.51.100.9",
    )
    assert contact.is_search
    assert faults == []


def test_the_time_is_that_of_the_firewalls_own_zone_and_was_made_before_received(
    tmp_path: Path,
) -> None:
    line = THREAT.replace("2020/11/13 15:00:00", "2020/11/13 15:09:00", 1)

    contacts, _ = read(tmp_path / "pan.log", line, zone=timezone(timedelta(hours=-8)))

    assert [(one.at, one.moment.zone_assumed) for one in contacts] == [
        (AT + timedelta(hours=8), True)
    ]


@pytest.mark.parametrize("columns", [65, 76, 121])
def test_versions_add_columns_at_the_end(tmp_path: Path, columns: int) -> None:
    contacts, faults = read(tmp_path / "pan.log", threat({64: "get"}, columns))

    assert [(one.host, one.method) for one in contacts] == [("clearview.ai", "get")]
    assert faults == []


@pytest.mark.parametrize(
    "prefix",
    [
        "",
        PREFIX,
        "2020-11-13T07:00:00-08:00 fw-1 ",
        "<14>1 2020-11-13T15:00:00Z fw-1 - - - - ",
        '<14>1 2020-11-13T15:00:00Z fw-1 pan - - [a b="c,d"] ',
        "Nov 13 07:00:00 relay, building 3: ",
    ],
)
def test_what_syslog_puts_before_does_not_move_the_columns(tmp_path: Path, prefix: str) -> None:
    contacts, faults = read(tmp_path / "pan.log", THREAT.replace(PREFIX, prefix))

    assert [(one.host, one.user) for one in contacts] == [("app.clearview.ai", r"police\31234")]
    assert faults == []


def test_a_url_may_hold_commas_and_doubled_quotes(tmp_path: Path) -> None:
    url = 'clearview.ai/a?b={"c":"d,e"}'

    contacts, faults = read(tmp_path / "pan.log", threat({32: url, 64: "post"}))

    assert [(one.host, one.path, one.method) for one in contacts] == [
        ("clearview.ai", '/a?b={"c":"d,e"}', "post")
    ]
    assert faults == []


def test_every_value_may_be_quoted(tmp_path: Path) -> None:
    begin, _, rest = threat({}).removeprefix(PREFIX).partition('"Allow web, logged"')
    cells = [f'"{cell}"' for cell in [*begin.split(",")[:-1], "Allow", *rest.split(",")[1:]]]

    contacts, faults = read(tmp_path / "pan.csv", ",".join(cells))

    assert [(one.host, one.user) for one in contacts] == [("clearview.ai", r"police\31234")]
    assert faults == []


def test_a_client_may_stand_where_the_user_belongs(tmp_path: Path) -> None:
    line = threat({13: "x-fwd-for: 10.9.8.7"})
    contacts, _ = read(tmp_path / "pan.log", line, proxies=["10.1.2.3"])

    assert [(one.user, one.client) for one in contacts] == [("", "10.9.8.7")]


@pytest.mark.parametrize(
    ("header", "client"),
    [("10.9.8.7", "10.9.8.7"), ("10.9.8.7, 10.0.0.1", "10.0.0.1"), ("unknown", "10.1.2.3")],
)
def test_the_client_is_whom_the_proxy_works_for(tmp_path: Path, header: str, client: str) -> None:
    contacts, _ = read(tmp_path / "pan.log", threat({49: header}), proxies=["10.1.2.3"])

    assert [contact.client for contact in contacts] == [client]


def test_a_line_that_stands_for_several_sessions_is_one_contact(tmp_path: Path) -> None:
    contacts, _ = read(tmp_path / "pan.log", threat({24: "7"}))

    assert len(contacts) == 1


@pytest.mark.parametrize(
    ("action", "went_through"),
    [
        ("alert", True),
        ("allow", True),
        ("continue", True),
        ("override", True),
        ("block-url", False),
        ("block-continue", False),
        ("block-override", False),
        ("override-lockout", False),
        ("deny", False),
        ("drop", False),
        ("reset-both", False),
        ("sinkhole", False),
    ],
)
def test_the_action_says_whether_it_went_through(
    tmp_path: Path, action: str, *, went_through: bool
) -> None:
    contacts, _ = read(tmp_path / "pan.log", threat({31: action}))

    assert [contact.went_through for contact in contacts] == [went_through]


@pytest.mark.parametrize("subtype", ["file", "virus", "spyware"])
def test_what_is_no_url_is_no_host(tmp_path: Path, subtype: str) -> None:
    assert read(tmp_path / "pan.log", threat({5: subtype})) == ([], [])


def test_traffic_shows_addresses_alone(tmp_path: Path) -> None:
    line = panos_traffic(EVENT)

    contacts, _ = read(tmp_path / "pan.log", line, watchlist=ADDRESSES)

    assert [(one.by, one.shows, one.user, one.host, one.peer) for one in contacts] == [
        (By.ADDRESS, Shows.ADDRESSES, r"police\31234", "", "198.51.100.9")
    ]
    assert read(tmp_path / "pan.log", line.replace("any", "clearview.ai")) == ([], [])


def test_logs_of_several_types_in_one_file_are_read_each_as_its_own(tmp_path: Path) -> None:
    system = f"{PREFIX}1,2020/11/13 15:00:00,007051000012345,SYSTEM,general,0,clearview.ai"
    text = "\n".join([THREAT, panos_traffic(EVENT), system] * 3)

    contacts, faults = read(tmp_path / "pan.log", text)

    assert {one.format for one in contacts} == {"panos"}
    assert len(contacts) == 3
    assert faults == []


def test_strata_is_read_by_its_keys(tmp_path: Path) -> None:
    contacts, faults = read(tmp_path / "strata.json", strata(EVENT))

    (contact,) = contacts
    assert (contact.at, contact.user, contact.client, contact.host, contact.peer) == (
        AT,
        r"police\31234",
        "10.1.2.3",
        "app.clearview.ai",
        "198.51.100.9",
    )
    assert contact.is_search
    assert not contact.moment.zone_assumed
    assert faults == []


def test_strata_without_a_user_has_none(tmp_path: Path) -> None:
    contacts, _ = read(tmp_path / "strata.json", strata(replace(EVENT, user="")))

    assert [contact.user for contact in contacts] == [""]


def test_a_mention_in_another_key_of_strata_is_no_contact(tmp_path: Path) -> None:
    line = json.dumps(
        {
            **json.loads(strata(replace(EVENT, host="news.example"))),
            "Referer": "https://clearview.ai/",
            "UserAgent": '","URL":"clearview.ai/',
        }
    )

    assert read(tmp_path / "strata.json", line) == ([], [])
