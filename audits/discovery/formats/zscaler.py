"""Zscaler's web log, as its Nanolog Streaming Service sends it.

Layouts: the vendor's feed output formats for web logs, as JSON (in the envelope of its Splunk
sourcetype, or bare) and as name=value after a time, divided by tabs. Whoever sets up a feed
chooses the names of its fields: those of the vendor's templates and of common collectors are
known here.
"""

from collections.abc import Callable

from audits.discovery.formats.clocks import any_of, iso, written_as
from audits.discovery.formats.columns import (
    Both,
    Column,
    Pattern,
    any_key,
    both,
    cleaned,
    first_of,
    joined,
    or_nothing,
)
from audits.discovery.formats.format import Format
from audits.discovery.formats.named_zones import with_named_zone

# A feed may encode what its receiver could take for a divider.
_IN_TEXT = (
    ("%20", " "),
    ("(?i:%2C)", ","),
    ("(?i:%2E)", "."),
    ("(?i:%5F)", "_"),
    ("(?i:%2D)", "-"),
    ("%40", "@"),
    ("(?i:%5C)", r"\\"),
    ("(?i:%3E)", ">"),
)
_IN_ADDRESS = (
    ("(?i:%3A)", ":"),
    ("(?i:%2F)", "/"),
    ("(?i:%3F)", "?"),
    ("(?i:%2E)", "."),
    ("(?i:%2D)", "-"),
    ("%40", "@"),
    ("%23", "#"),
)

_CLOCK = any_of(
    iso,
    with_named_zone(
        written_as(
            "%a %b %d %H:%M:%S %Y",
            "%a %b %d %H:%M:%S %Y %z",
            "%d %b %Y %H:%M:%S",
            "%Y-%m-%d %H:%M:%S %z",
        )
    ),
)

_TIME = (
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^ \t]*|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}(?: \w{3})?"
)


def _or_nothing(column: Column) -> Column:
    return or_nothing(column, "None", "NA", "N/A", "-")


def _tabbed(*names: str) -> Column:
    return Pattern(rf"(?:^|\t)(?:{'|'.join(names)})=([^\t]+)")


def _format(
    name: str, label: str, shape: Pattern | Both, field: Callable[..., Column], time: Column
) -> Format:
    def plain(*names: str) -> Column:
        return _or_nothing(field(*names))

    def text(*names: str) -> Column:
        return _or_nothing(cleaned(field(*names), *_IN_TEXT))

    def address(*names: str) -> Column:
        return cleaned(plain(*names), *_IN_ADDRESS)

    url = address("eurl", "url")
    return Format(
        name=name,
        label=label,
        shape=shape,
        time=time,
        clock=_CLOCK,
        user=text("login", "user", "elogin", "cloginname"),
        client=plain("cip", "ClientIP", "clientip", "cltip", "clientpublicIP", "cpubip"),
        device=text("devicehostname", "devicename"),
        # An envelope may call the machine that sends the log "host".
        host=first_of(address("hostname", "ehost"), url, address("host")),
        url=url,
        method=plain("reqmethod", "requestmethod"),
        outcome=joined("/", plain("action"), plain("respcode", "status")),
        peer=plain("sip", "serverip", "ServerIP"),
        dots=(".", "%2e"),
    )


JSON = _format(
    "zscaler-json",
    "Zscaler web log, JSON",
    Pattern(
        r'^(?:[^{]*[ \t])?\{[^\n]*"(?:sourcetype"[ \t]*:[ \t]*"zscalernss-web"'
        r'|(?:urlcat|urlcategory|urlsupercat|urlsupercategory|urlclass)"[ \t]*:)',
        0,
    ),
    any_key,
    _or_nothing(any_key("time", "datetime", "epochtime")),
)
TABBED = _format(
    "zscaler-tabs",
    "Zscaler web log, name=value",
    both(r"^[^\t]*\d\d:\d\d:\d\d", r"\t(?:reqmethod|requestmethod|urlcategory|urlcat)="),
    _tabbed,
    first_of(
        _tabbed("datetime", "time"),
        Pattern(rf"^(?:<\d+>)?(?:[^\t]* )?({_TIME})\t"),
    ),
)
