"""dnsmasq's log of queries, which is Pi-hole's too.

Layout: dnsmasq's option `log-queries`, with and without `extra`. Only the line of the query names
the client; what became of it is told by others, which reach nothing by themselves.
"""

from audits.discovery.formats.columns import Pattern
from audits.discovery.formats.format import Format, Shows
from audits.discovery.formats.syslog import BEGIN, CLOCK, STAMP, TIME

_START = rf"{BEGIN}(?:{TIME}) (?:[^ ]+ )?dnsmasq\[\d+\]: "
_QUERY = _START + r"(?:\d+ [^ ]+ )?query\[[^\]]+\] ([^ ]+) from ([0-9A-Fa-f:.]+)"

QUERIES = Format(
    name="dnsmasq",
    label="dnsmasq or Pi-hole query log",
    shape=Pattern(rf"{BEGIN}(?:{TIME}) (?:[^ ]+ )?dnsmasq(?:-\w+)?\[\d+\]: ", 0),
    time=STAMP,
    clock=CLOCK,
    client=Pattern(_QUERY, 2),
    host=Pattern(_QUERY, 1),
    shows=Shows.NAMES,
    names_users=False,
)
