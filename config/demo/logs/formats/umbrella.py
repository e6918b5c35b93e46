"""Rows of Cisco Umbrella's DNS and proxy logs as exported: quoted CSV without a header.

The columns are those of Cisco's documented log formats; later versions append some.
"""

from config.demo.logs.network import OUTSIDE
from config.demo.logs.period import Period, moment

SPACED_WEEK = 2  # its rows of DNS have a space after each comma
USERS, DEVICES = "AD Users", "Roaming Computers"


def dns(period: Period, at: float, *, identity: str, kind: str, address: str, domain: str) -> str:
    """10 columns, later 13; `domain` without the dot that is written at its end."""
    columns = [
        _time(at), identity, identity, address, OUTSIDE, "Allowed", "1 (A)", "NOERROR",
        f"{domain}.", "Business Services",
    ]  # fmt: skip
    if at >= period.changed:
        columns += [kind, kind, ""]
    return _row(columns, '", "' if period.week_of(at) == SPACED_WEEK else '","')


def proxy(
    period: Period, at: float, *, identity: str, kind: str, address: str, server: str,
    method: str, url: str, referrer: str, agent: str, sent: int = 700, received: int = 5000,
) -> str:  # fmt: skip
    """26 columns, later 35."""
    columns = [
        _time(at), identity, address, OUTSIDE, server, "text/html", "ALLOWED", url, referrer,
        agent, "200", str(sent), str(received), str(received - 300), "", "Business Services",
        "", "", "", "", "", kind, "", identity, kind, method,
    ]  # fmt: skip
    if at >= period.changed:
        columns += ["", "", "", "7301", "512004", "", "", "", ""]
    return _row(columns, '","')


def _time(at: float) -> str:
    return moment(at).strftime("%Y-%m-%d %H:%M:%S")


def _row(columns: list[str], between: str) -> str:
    return f'"{between.join(columns)}"'
