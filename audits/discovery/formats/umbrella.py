"""Cisco Umbrella's DNS and proxy logs.

Layouts: the log formats and versions page of Umbrella's documentation. Versions add columns at
the end (10, then 13 for DNS; 22 to 35 for the proxy), and quote some values or all. Times are UTC.

The most granular identity may be a person, a machine or a network: which it is, the later
versions say, and it counts as a user where they say so, or where the log is too old to say.
"""

from audits.discovery.formats.clocks import in_utc, iso
from audits.discovery.formats.columns import SCHEME, Pattern, cells, comma, first_of, when
from audits.discovery.formats.format import Format, Shows

_TIME = r'^"?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"?[ \t]*,'
_A_USER = "^$|[Uu]ser"
_A_DEVICE = "[Cc]omputer|[Dd]evice|[Cc]lient"
# Whoever exports may have a first line that names the columns.
_HEADER = r'^"?([Tt]imestamp)"?[ \t]*,'

DNS = Format(
    name="umbrella-dns",
    label="Cisco Umbrella, DNS",
    shape=Pattern(rf'{_TIME}{cells(4)}[ \t]*"?[A-Z][A-Za-z]+"?[ \t]*,[ \t]*"?[0-9]+ \('),
    time=comma(0),
    clock=in_utc(iso),
    user=when(comma(10), _A_USER, comma(1)),
    device=when(comma(10), _A_DEVICE, comma(1)),
    client=first_of(comma(3), comma(4)),
    host=comma(8),
    outcome=comma(5),
    shows=Shows.NAMES,
    header=Pattern(_HEADER),
    markers=(b"timestamp",),
)

PROXY = Format(
    name="umbrella-proxy",
    label="Cisco Umbrella, proxy",
    shape=Pattern(rf'{_TIME}{cells(5)}[ \t]*"?[A-Za-z]*"?[ \t]*,[ \t]*"?{SCHEME}//'),
    time=comma(0),
    clock=in_utc(iso),
    user=when(comma(21), _A_USER, comma(1)),
    device=when(comma(21), _A_DEVICE, comma(1)),
    client=first_of(comma(2), comma(3)),
    url=comma(7),
    method=comma(25),
    outcome=comma(6),
    peer=comma(4),
    header=Pattern(_HEADER),
    markers=(b"timestamp",),
)

FORMATS = (DNS, PROXY)
