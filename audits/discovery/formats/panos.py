"""Palo Alto's firewalls: the logs TRAFFIC and THREAT of PAN-OS by syslog, and Strata's JSON.

Layouts: the syslog field descriptions of the PAN-OS administrator's guide; the log fields of the
Strata Logging Service. Columns are added at the end by each version, and so are counted from the
left, from what tells the beginning of a line whatever syslog puts before it: receive time, serial
number and type.

Only the subtype `url` of THREAT has a URL in the column for it; TRAFFIC has addresses alone. Times
are those of the firewall's own zone. A line with a repeat count stands for sessions within five
seconds that are alike in everything but their ports, and is one contact.
"""

from audits.discovery.formats.clocks import iso, written_as
from audits.discovery.formats.columns import (
    Column,
    Pattern,
    both,
    cleaned,
    comma,
    first_of,
    key,
    part,
    when,
)
from audits.discovery.formats.format import Format, Shows


def _begin(kind: str) -> str:
    """What stands before column 5 in a line of type `kind`."""
    date = r"[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
    return rf',[ ]*"?{date}"?,"?[0-9A-Za-z]*"?,"?(?:{kind})"?,'


def _column(number: int, kind: str = "THREAT|TRAFFIC") -> Column:
    """Column `number`, counted from 1 as the guide does."""
    return comma(number - 5, after=_begin(kind))


_USER = _column(13)
# Told to, a firewall puts the X-Forwarded-For header where the user belongs.
_INSTEAD_OF_USER = "^x-fwd-for:"


def _format(name: str, label: str, kind: str, shows: Shows) -> Format:
    return Format(
        name=name,
        label=label,
        shape=Pattern(_begin(kind)),
        time=_column(7, "[A-Z-]+"),
        clock=written_as("%Y/%m/%d %H:%M:%S"),
        user=cleaned(_USER, (rf"{_INSTEAD_OF_USER}[^\n]*$", "")),
        client=_column(8),
        forwarded=first_of(
            part(_USER, rf"{_INSTEAD_OF_USER}([^\n]*)$"),
            when(_column(5, "THREAT"), "^url$", _column(49, "THREAT")),
        ),
        url=when(_column(5, "THREAT"), "^url$", _column(32, "THREAT")),
        method=when(_column(5, "THREAT"), "^url$", _column(64, "THREAT")),
        outcome=_column(31),
        peer=_column(9),
        shows=shows,
    )


STRATA = Format(
    name="strata",
    label="Palo Alto Strata, JSON",
    shape=both(r'[{,][ \t]*"LogType"[ \t]*:', r'[{,][ \t]*"TimeGenerated"[ \t]*:'),
    time=key("TimeGenerated"),
    clock=iso,
    user=key("SourceUser"),
    client=key("SourceAddress", "SourceIP"),
    forwarded=key("XFFIPAddress", "XForwardedFor", "X-Forwarded-For"),
    url=key("URL"),
    method=key("HTTPMethod"),
    outcome=key("Action"),
    peer=key("DestinationAddress", "DestinationIP"),
)

FORMATS = (
    _format("panos-threat", "Palo Alto, THREAT", "THREAT", Shows.REQUESTS),
    _format("panos-traffic", "Palo Alto, TRAFFIC", "TRAFFIC", Shows.ADDRESSES),
    _format("panos", "Palo Alto, several logs in one", "[A-Z][A-Z0-9-]+", Shows.REQUESTS),
    STRATA,
)
