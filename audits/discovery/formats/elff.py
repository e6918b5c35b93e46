"""The W3C's extended log file format, as Blue Coat SGOS and IIS write it.

Layouts: the W3C working draft on extended log files; the access log formats of Symantec's SGOS
administration guide; Microsoft's description of IIS log files. The `#Fields` line names the
columns, and may come again in the middle of a file with others. Times are UTC by the draft; SGOS
may be told to write local ones, and says so in its `#Date` line, by which they are read.

SGOS also writes `name=value` after a syslog header, for Splunk.
"""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo

from audits.discovery.formats.clocks import any_of, in_zone, iso, without_year
from audits.discovery.formats.columns import (
    IS_ADDRESS,
    MOST_COLUMNS,
    NOTHING,
    OUTSIDE,
    PAIR_QUOTED,
    SCHEME,
    TOKEN,
    Column,
    Pattern,
    both,
    cleaned,
    first_of,
    joined,
    or_nothing,
    pair,
    part,
    said,
    tabbed,
    token,
    when,
)
from audits.discovery.formats.format import NEVER, Format, Values
from audits.discovery.formats.named_zones import zone_named
from audits.discovery.formats.naming import Named, named_by

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([01][0-9]|2[0-3]):?([0-5][0-9])\b(?!-)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _zone(date: str) -> tzinfo:
    """The zone that a `#Date` line sets; UTC where it sets none."""
    after = _DAY.sub("", date, count=1)
    offset = _OFFSET.search(after)
    if offset:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(ahead if offset[1] == "+" else -ahead)
    return next(filter(None, map(zone_named, re.findall(r"[A-Z]+", after))), UTC)


def _laid_out(headers: Mapping[str, str]) -> Format:
    fields, date = headers.get("fields", ""), headers.get("date", "")
    names = fields.lower().split()[1:]
    if "time" not in names or len(names) > MOST_COLUMNS:
        return _by_headers(NEVER, UTC, named_by([], token), NOTHING)
    named = named_by(names, _tab_or_nothing if "\t" in fields else token)
    day = _DAY.search(date)
    days = named("date") if "date" in names else said(day[0] if day else "")
    return _by_headers(
        _shape(len(names), tabs="\t" in fields),
        _zone(date),
        named,
        # A day alone would be read as its midnight.
        when(named("time"), ".", joined(" ", days, named("time"))),
    )


def _tab_or_nothing(number: int) -> Column:
    return or_nothing(tabbed(number))


def _shape(number: int, *, tabs: bool) -> Pattern:
    if tabs:
        return Pattern(rf"^[^#\t][^\t]*(?:\t[^\t]*){{{number - 1}}}$")
    return Pattern(rf"^[ \t]*[^# \t][^ \t]*(?:[ \t]+{TOKEN}){{{number - 1}}}[ \t]*$")


def _by_headers(shape: Pattern, zone: tzinfo, named: Named, time: Column) -> Format:
    return Format(
        name="elff",
        label="W3C extended (Blue Coat, IIS)",
        shape=shape,
        time=time,
        clock=in_zone(zone, iso),
        header=Pattern(r"^#([A-Za-z][A-Za-z-]*):"),
        markers=(
            b"#software:", b"#version:", b"#date:", b"#fields:", b"#start-date:", b"#end-date:",
            b"#remark:",
        ),
        laid_out=_laid_out,
        **_values(named),
    )  # fmt: skip


def _values(named: Named) -> Values:
    path = named("cs-uri-path", "cs-uri-stem")
    query = cleaned(named("cs-uri-query"), (r"^\?", ""))
    asked = first_of(when(path, "^/", joined("?", path, query)), named("cs-uri", "c-uri"))
    said_host = named("cs-host", "cs(host)", "r-host", "cs-uri-host")
    return {
        "client": named("c-ip"),
        "forwarded": named("cs(x-forwarded-for)", "cs-x-forwarded-for", "x-forwarded-for"),
        "user": named("cs-username", "cs-userdn"),
        "host": first_of(
            when(said_host, IS_ADDRESS, named("x-rs-certificate-hostname")),
            said_host,
            part(named("cs-uri", "c-uri"), rf"^({SCHEME}//[^/?#]*)"),
        ),
        "url": asked,
        "method": named("cs-method", "s-operation"),
        "outcome": joined("/", named("s-action"), named("sc-filter-result"), named("sc-status")),
        "peer": first_of(named("r-ip", "s-supplier-ip"), named("s-supplier-name")),
    }


def _paired(*names: str) -> Column:
    return or_nothing(pair(*names))


_STAMP = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[0-9.]*(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)

PAIRED = Format(
    name="sgos-pairs",
    label="Blue Coat, name=value after syslog",
    # Quotes that do not end leave no telling what is a name and what a value.
    shape=both(rf"{OUTSIDE}[ \t](?:c-ip|cs-host)=", rf'^[^"]*(?:{PAIR_QUOTED}[^"]*)*$'),
    time=first_of(
        when(_paired("time"), ".", joined(" ", _paired("date"), _paired("time"))),
        cleaned(Pattern(rf"^(?:<[0-9]+>)?(?:[0-9]+[ ])?({_STAMP})"), ("z$", "Z")),
        Pattern(r"^(?:<[0-9]+>)?([A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8})"),
    ),
    clock=any_of(in_zone(UTC, iso), without_year("%b %d %H:%M:%S")),
    **_values(_paired),
)

FORMATS = (_laid_out({}), PAIRED)
