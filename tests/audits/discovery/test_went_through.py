"""The words of every log for a request that was stopped, and for one that was not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audits.discovery.contacts import By, Contact
from audits.discovery.formats import FORMATS, Shows
from audits.discovery.formats.clocks import Moment
from audits.discovery.services import LIKELY_SEARCHES, Service, Standing


def contact(outcome: str) -> Contact:
    return Contact(
        file="log",
        offset=0,
        line="",
        format="x",
        shows=Shows.REQUESTS,
        service=Service("x", "X", Standing.PROHIBITED, ("x.example",), searches=LIKELY_SEARCHES),
        by=By.NAME,
        moment=Moment(datetime(2020, 11, 13, tzinfo=UTC)),
        user="",
        client="",
        device="",
        host="x.example",
        method="",
        path="",
        outcome=outcome,
        peer="",
    )


@pytest.mark.parametrize(
    "outcome",
    [
        "TCP_DENIED/407", "TCP_DENIED_REPLY/403", "TCP_DENIED/DENIED/403", "403", "407",
        "block-url", "block-continue", "override-lockout", "reset-client", "drop", "deny",
        "sinkhole", "Blocked", "BLOCKED", "REFUSED", "REJ", "S0", "not established",
    ],
)  # fmt: skip
def test_it_was_stopped(outcome: str) -> None:
    assert not contact(outcome).went_through


@pytest.mark.parametrize(
    "outcome",
    [
        "", "TCP_MISS/200", "TCP_TUNNEL/200", "TCP_NC_MISS/OBSERVED/200", "NONE_NONE/000", "200",
        "alert", "allow", "continue", "override", "Allowed", "ALLOWED", "Proxied", "NOERROR",
        "SF", "S1", "established",
    ],
)  # fmt: skip
def test_it_went_through(outcome: str) -> None:
    assert contact(outcome).went_through


@pytest.mark.parametrize(
    ("outcome", "is_search"),
    [
        *[(f"TCP_MISS/{status}", False) for status in (400, 404, 405, 413, 429, 500, 503)],
        *[("Allowed/500", False), ("Blocked/200", False), ("404", False), ("NONE/000", False)],
        *[("TCP_MISS/200", True), ("Allowed/202", True), ("302", True), ("", True)],
    ],
)
def test_what_was_not_carried_out_is_no_search(outcome: str, is_search: bool) -> None:
    sent = replace(contact(outcome), method="POST", path="/api/v1/search")

    assert sent.is_search is is_search


def test_action_and_status_are_read_together() -> None:
    lines = {
        "zscaler-json": '{"action":"Blocked","respcode":"200","url":"x.example","login":"a"}',
        "cef": "CEF:0|a|b|1|c|d|5|act=allowed outcome=500 request=https://x.example/",
        "fortinet": 'date=2020-11-13 type="utm" action="passthrough" status="deny" hostname="x"',
    }

    told = {name: FORMATS[name].outcome.read(line) for name, line in lines.items()}

    assert told == {
        "zscaler-json": "Blocked/200",
        "cef": "allowed/500",
        "fortinet": "passthrough/deny",
    }
