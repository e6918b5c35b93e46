"""CEF, with its traps."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.audits.discovery.formats.reading import read

HEAD = "CEF:0|Vendor|Proxy|1.0|100|web request|5|"
BODY = (
    "rt=1605279600000 src=10.1.2.3 dst=203.0.113.7 suser=JDOE dhost=app.clearview.ai "
    "requestMethod=POST request=https://app.clearview.ai/api/search act=permitted"
)
AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
PACIFIC = timezone(timedelta(hours=-8))


def test_a_line_is_told_with_everything_that_it_says(tmp_path: Path) -> None:
    (contact,), faults = read(tmp_path / "cef.log", HEAD + BODY)

    assert faults == []
    assert (contact.at, contact.user, contact.client, contact.host, contact.method) == (
        AT,
        "JDOE",
        "10.1.2.3",
        "app.clearview.ai",
        "POST",
    )
    assert (contact.path, contact.outcome, contact.peer) == (
        "/api/search",
        "permitted",
        "203.0.113.7",
    )


@pytest.mark.parametrize(
    "head",
    [
        "CEF: 0|Vendor|Proxy|1.0|100|web request|5|",
        "0|Vendor|Proxy|1.0|100|web request|5|",
        "CEF:1|Vendor|Proxy|1.0|100|web request|5|",
        r"CEF:0|Ven\|dor|Proxy|1.0|100|a \| b dhost=x.com|5|",
        "<134>Nov 13 15:00:01 host CEF:0|Vendor|Proxy|1.0|100|web request|5|",
        "<134>1 2020-11-13T15:00:01Z host proxy - - - CEF:0|Vendor|Proxy|1.0|100|web|5|",
        "Nov 13 15:00:01 host 0|Vendor|Proxy|1.0|100|web|5|",
    ],
)
def test_a_head_is_read_however_it_is_written(tmp_path: Path, head: str) -> None:
    (contact,), faults = read(tmp_path / "cef.log", head + BODY)

    assert (contact.at, contact.host, contact.user, faults) == (AT, "app.clearview.ai", "JDOE", [])


def test_escapes_in_values_are_undone(tmp_path: Path) -> None:
    body = BODY.replace("JDOE", r"POLICE\\31234").replace("/search", r"/search?a\=b\|c")

    (contact,), _ = read(tmp_path / "cef.log", HEAD + body)

    assert (contact.user, contact.path) == (r"POLICE\31234", "/api/search?a=b|c")


def test_an_equals_sign_that_was_not_escaped_ends_no_value(tmp_path: Path) -> None:
    body = BODY.replace("/search", "/search?a=b&c=d")

    (contact,), _ = read(tmp_path / "cef.log", HEAD + body)

    assert contact.path == "/api/search?a=b&c=d"


def test_values_may_hold_spaces(tmp_path: Path) -> None:
    (contact,), _ = read(tmp_path / "cef.log", HEAD + BODY.replace("JDOE", "Doe, Jane  (PD)"))

    assert contact.user == "Doe, Jane  (PD)"


@pytest.mark.parametrize(
    "said", [r"msg=see dhost\=clearview.ai", r"msg=a\nrequest\=https://clearview.ai/ x"]
)
def test_what_a_value_says_is_no_field(tmp_path: Path, said: str) -> None:
    body = f"{said} {BODY}".replace("app.clearview.ai", "example.com")

    assert read(tmp_path / "cef.log", HEAD + body) == ([], [])


def test_a_name_that_ends_like_another_is_not_taken_for_it(tmp_path: Path) -> None:
    body = f"xdhost=clearview.ai my.dhost=clearview.ai {BODY}"

    assert read(tmp_path / "c.log", HEAD + body.replace("app.clearview.ai", "x.com")) == ([], [])


def test_a_url_that_is_whole_says_more_than_the_name_of_an_address(tmp_path: Path) -> None:
    body = BODY.replace("dhost=app.clearview.ai", "dhost=edge-17.cdn.example")

    (contact,), _ = read(tmp_path / "cef.log", HEAD + body)

    assert contact.host == "app.clearview.ai"


def test_a_url_may_be_a_path_alone(tmp_path: Path) -> None:
    body = BODY.replace("request=https://app.clearview.ai", "request=")

    (contact,), _ = read(tmp_path / "cef.log", HEAD + body)

    assert (contact.host, contact.path) == ("app.clearview.ai", "/api/search")


@pytest.mark.parametrize(
    ("time", "at", "assumed"),
    [
        ("rt=1605279600123", AT.replace(microsecond=123000), False),
        ("start=1605279600000 rt=1605279660000", AT, False),
        ("end=1605279600000", AT, False),
        ("rt=Nov 13 2020 07:00:00", AT, True),
        ("rt=Nov 13 2020 07:00:00.250", AT.replace(microsecond=250000), True),
        ("rt=Nov 13 2020 07:00:00 PST", AT, False),
        ("rt=Nov 13 2020 15:00:00.000 UTC", AT, False),
        ("rt=2020-11-13T15:00:00Z", AT, False),
        ("rt=Nov 13 07:00:00", AT, True),
    ],
)
def test_a_time_is_read_as_it_is_written(
    tmp_path: Path, time: str, at: datetime, assumed: bool
) -> None:
    body = BODY.replace("rt=1605279600000", time)

    (contact,), _ = read(
        tmp_path / "cef.log", HEAD + body, zone=PACIFIC, written=datetime(2020, 12, 1, tzinfo=UTC)
    )

    assert (contact.at, contact.moment.zone_assumed) == (at, assumed)


def test_without_a_time_of_its_own_that_of_syslog_counts(tmp_path: Path) -> None:
    line = "<134>Nov  3 07:00:00 host " + HEAD + BODY.replace("rt=1605279600000 ", "")

    (contact,), _ = read(tmp_path / "cef.log", line, zone=PACIFIC)

    assert (contact.at, contact.moment.year_assumed) == (
        datetime(2020, 11, 3, 15, tzinfo=UTC),
        True,
    )


def test_the_user_may_be_the_destinations(tmp_path: Path) -> None:
    (contact,), _ = read(tmp_path / "cef.log", HEAD + BODY.replace("suser=", "duser="))

    assert contact.user == "JDOE"


def test_fortigates_own_fields_are_read(tmp_path: Path) -> None:
    line = (
        "<189>Nov 13 07:00:00 fw CEF:0|Fortinet|Fortigate|v6.0.3|54802|utm:dns dns-response pass|5|"
        "deviceExternalId=FG1 FTNTFGTlogid=1501054802 cat=utm:dns FTNTFGTeventtime=1605279600 "
        "src=10.1.2.3 dst=10.0.0.53 act=pass FTNTFGTqname=app.clearview.ai"
    )

    (contact,), _ = read(tmp_path / "cef.log", line)

    assert (contact.host, contact.at, contact.client) == ("app.clearview.ai", AT, "10.1.2.3")


def test_denied_did_not_go_through(tmp_path: Path) -> None:
    (contact,), _ = read(tmp_path / "cef.log", HEAD + BODY.replace("permitted", "Denied"))

    assert not contact.went_through
