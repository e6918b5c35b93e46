"""FortiGate's log, name=value, as syslog or as CSV without a header.

Layouts: Fortinet's log reference for FortiOS: traffic, and utm with its subtypes webfilter, dns,
app-ctrl and ssl. Traffic has addresses only; dns has names and no user.
"""

from collections.abc import Callable

from audits.discovery.formats.clocks import any_of, epoch, iso
from audits.discovery.formats.columns import (
    Column,
    Pattern,
    any_pair,
    cleaned,
    first_of,
    joined,
    or_nothing,
    when,
)
from audits.discovery.formats.format import Format

_KIND = r"(?:traffic|utm|event|app-ctrl|webfilter|dns|ssl)"
# What is quoted in its cell as a whole, what has its value in quotes, and what has none; no two
# of them fit the same text, so that there is one way to read a line.
_CELL = r'(?:"[^"]*(?:""[^"]*)*"|[^,"]+"[^"]*"|[^,"]*)'


def _celled(*names: str) -> Column:
    begin = rf"^(?:<\d+>)?(?:{_CELL},)*?[ ]?"
    name = f"(?:{'|'.join(names)})"
    whole = cleaned(Pattern(rf'{begin}"{name}=([^"]*(?:""[^"]*)*)"'), ('"', ""))
    return first_of(whole, cleaned(Pattern(rf'{begin}{name}=("[^"]*|[^,"][^,]*)'), ('^"', "")))


def _format(name: str, label: str, shape: str, field: Callable[..., Column]) -> Format:
    def value(*names: str) -> Column:
        return or_nothing(field(*names), "-", "N/A")

    zoned = joined("", field("time"), field("tz"))
    # A day alone would be read as its midnight.
    local = when(field("time"), ".", joined("T", field("date"), zoned))
    return Format(
        name=name,
        label=label,
        shape=Pattern(shape, 0),
        time=first_of(field("eventtime"), local),
        clock=any_of(epoch, iso),
        user=value("user", "unauthuser"),
        client=value("srcip", "src"),
        forwarded=value("forwardedfor"),
        device=value("srcname", "devicename"),
        host=value("hostname", "qname", "sni"),
        url=value("url"),
        method=value("httpmethod"),
        outcome=joined("/", value("action"), value("status")),
        applications=(value("app"),),
        peer=value("dstip", "dst"),
    )


SPACED = _format(
    "fortinet",
    "FortiGate log",
    rf'^[^={{|]*\w=[^\n]*[ \t]type="?{_KIND}"?[ \t]+subtype="?[a-z]',
    any_pair,
)
CSV = _format(
    "fortinet-csv",
    "FortiGate log, CSV",
    rf'^[^={{|]*\w=[^\n]*,"?type=(?:"")?"?{_KIND}"*,"?subtype="*[a-z]',
    _celled,
)
