"""ArcSight's Common Event Format, which many proxies and firewalls can send.

Layout: the vendor's guide to the format: a head of seven fields divided by "|", then name=value
with the dictionary's names. Seen as well: a space after the colon, and no "CEF:" at all. FortiGate
puts FTNTFGT before the names that are its own.
"""

from audits.discovery.formats.clocks import any_of, iso, without_year, written_as
from audits.discovery.formats.columns import SCHEME, Column, Pattern, first_of, joined
from audits.discovery.formats.extensions import spaced
from audits.discovery.formats.format import Format
from audits.discovery.formats.named_zones import with_named_zone
from audits.discovery.formats.syslog import STAMP

_BEGIN = r"^(?:[^|]*CEF:[ ]?|[^|]*[ ])?[01]\|"
_FIELD = r"[^|\\]*(?:\\[^\n][^|\\]*)*\|"
_HEAD = rf"{_BEGIN}(?:{_FIELD}){{6}}"


def _value(*names: str) -> Column:
    return spaced(_HEAD, *names)


def _absolute(name: str) -> Column:
    """A URL that says itself which host it goes to."""
    return Pattern(rf"{_HEAD}(?:[^\n]*?[ \t])?{name}=((?:{SCHEME})?//[^ \t\n]*)")


_CLOCK = any_of(
    iso,
    with_named_zone(
        written_as(
            "%b %d %Y %H:%M:%S",
            "%b %d %Y %H:%M:%S.%f",
            "%b %d %Y %H:%M:%S %z",
            "%b %d %Y %H:%M:%S.%f %z",
        )
    ),
    without_year("%b %d %H:%M:%S"),
    without_year("%b %d %H:%M:%S.%f"),
)

CEF = Format(
    name="cef",
    label="CEF",
    shape=Pattern(rf"{_HEAD}[ ]*[\w.]+=", 0),
    time=first_of(_value("start"), _value("rt", "end", "FTNTFGTeventtime"), STAMP),
    clock=_CLOCK,
    user=first_of(_value("suser", "FTNTFGTuser"), _value("duser")),
    client=_value("src", "c6a2"),
    forwarded=_value("FTNTFGTforwardedfor"),
    device=_value("shost"),
    host=first_of(
        _absolute("request"),
        _value("dhost", "FTNTFGTqname", "FTNTFGThostname", "FTNTFGTsni", "destinationDnsDomain"),
    ),
    url=_value("request"),
    method=_value("requestMethod", "FTNTFGThttpmethod"),
    outcome=joined("/", _value("act", "deviceAction"), _value("outcome")),
    applications=(_value("app"),),
    peer=_value("dst", "c6a3"),
)
