"""The words of every log for a request that was stopped, and for one that was not."""

from datetime import UTC, datetime

import pytest

from audits.discovery.contacts import By, Contact
from audits.discovery.formats import Shows
from audits.discovery.formats.clocks import Moment
from audits.discovery.services import Service, Standing


def contact(outcome: str) -> Contact:
    return Contact(
        file="log",
        offset=0,
        line="",
        format="x",
        shows=Shows.REQUESTS,
        service=Service("x", "X", Standing.PROHIBITED, ("x.example",)),
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
