"""LEEF, with its traps."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.audits.discovery.formats.reading import read

FIELDS = {
    "devTime": "1605279600000",
    "src": "10.1.2.3",
    "dst": "203.0.113.7",
    "usrName": "JDOE",
    "url": "https://app.clearview.ai/api/search",
    "method": "POST",
    "action": "permitted",
}
AT = datetime(2020, 11, 13, 15, tzinfo=UTC)
PACIFIC = timezone(timedelta(hours=-8))


def _line(head: str, between: str, **changed: str) -> str:
    fields = FIELDS | changed
    return head + between.join(f"{name}={value}" for name, value in fields.items() if value)


@pytest.mark.parametrize(
    ("head", "between"),
    [
        ("LEEF:1.0|Vendor|Proxy|1.0|100|", "\t"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|", "\t"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100||", "\t"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|\t|", "\t"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|0x09|", "\t"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|x09|", "\t"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|^|", "^"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|0x5E|", "^"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|x5e|", "^"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100||", "|"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|||", "|"),
        ("LEEF:1.0|Vendor|Proxy|1.0|100|", "|"),
        ("LEEF:1.0|Vendor|Proxy|1.0|100|", " "),
        ("LEEF:2.0|Vendor|Proxy|1.0|100| |", " "),
        ("<13>Nov 13 15:00:00 host LEEF:1.0|Vendor|Proxy|1.0|100|", "\t"),
        ("<13>1 2020-11-13T15:00:00Z host LEEF:2.0|Vendor|Proxy|1.0|100|^|", "^"),
    ],
)
def test_a_line_is_read_whatever_divides_it(tmp_path: Path, head: str, between: str) -> None:
    (contact,), faults = read(tmp_path / "leef.log", _line(head, between))

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
    ("head", "between", "said"),
    [
        ("LEEF:1.0|Vendor|Proxy|1.0|100|", "\t", "x url=https://clearview.ai/ |url=clearview.ai"),
        ("LEEF:2.0|Vendor|Proxy|1.0|100|^|", "^", "x url=https://clearview.ai/\turl=clearview.ai"),
        ("LEEF:1.0|Vendor|Proxy|1.0|100|", "|", "x url=https://clearview.ai/"),
        ("LEEF:1.0|Vendor|Proxy|1.0|100|", " ", r"x url\=https://clearview.ai/"),
    ],
)
def test_a_value_ends_only_where_its_line_is_divided(
    tmp_path: Path, head: str, between: str, said: str
) -> None:
    line = _line(head, between, src=f"10.1.2.3{between}agent={said}", url="https://example.com/")

    assert read(tmp_path / "leef.log", line) == ([], [])


@pytest.mark.parametrize(
    ("time", "java", "at", "assumed"),
    [
        ("2020-11-13 15:00:00 UTC", "yyyy-MM-dd HH:mm:ss z", AT, False),
        ("2020-11-13T07:00:00.250-0800", "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
         AT.replace(microsecond=250000), False),
        ("2020-11-13T15:00:00Z", "yyyy-MM-dd'T'HH:mm:ssX", AT, False),
        ("11/13/2020 07:00:00 AM", "MM/dd/yyyy hh:mm:ss a", AT, True),
        ("Nov 13 2020 07:00:00", "MMM dd yyyy HH:mm:ss", AT, True),
        ("Nov 13 07:00:00", "MMM dd HH:mm:ss", AT, True),
        ("Nov 13 2020 07:00:00", "", AT, True),
        ("Nov 13 2020 07:00:00 PST", "", AT, False),
        ("1605279600000", "", AT, False),
        ("1605279600000", "epoch", AT, False),
    ],
)  # fmt: skip
def test_a_time_is_read_after_the_pattern_that_the_line_gives(
    tmp_path: Path, time: str, java: str, at: datetime, assumed: bool
) -> None:
    line = _line("LEEF:1.0|Vendor|Proxy|1.0|100|", "\t", devTime=time, devTimeFormat=java)

    (contact,), _ = read(
        tmp_path / "leef.log", line, zone=PACIFIC, written=datetime(2020, 12, 1, tzinfo=UTC)
    )

    assert (contact.at, contact.moment.zone_assumed) == (at, assumed)


def test_without_a_time_of_its_own_that_of_syslog_counts(tmp_path: Path) -> None:
    line = _line("<13>Nov  3 15:00:00 host LEEF:1.0|V|P|1|100|", "\t", devTime="")

    (contact,), _ = read(tmp_path / "leef.log", line)

    assert contact.at == datetime(2020, 11, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("java", ["%Q", "yyyy yyyy", "mmmm", "'", ""])
def test_a_time_that_is_none_is_a_fault(tmp_path: Path, java: str) -> None:
    line = _line("LEEF:1.0|V|P|1|100|", "\t", devTime="soon", devTimeFormat=java)

    contacts, faults = read(tmp_path / "leef.log", line)

    assert (contacts, len(faults)) == ([], 1)
