"""Squid's access log: native, common and combined.

Layouts: Squid's logformat directive, `squid`, `common` and `combined`.
"""

from audits.discovery.formats.clocks import epoch
from audits.discovery.formats.columns import Pattern, token
from audits.discovery.formats.format import Format

NATIVE = Format(
    name="squid",
    label="Squid, native",
    shape=Pattern(r"^\s*\d{9,10}\.\d{3}\s+-?\d+\s+\S+\s+[A-Z_]+/\d{3}\s+\d+\s+\S+\s+\S", 0),
    time=token(0),
    clock=epoch,
    client=token(2),
    outcome=token(3),
    method=token(5),
    url=token(6),
    user=token(7),
    peer=Pattern(r"^\s*(?:\S+\s+){8}[A-Z_]+/\[?([0-9A-Fa-f:.]+)"),
)
