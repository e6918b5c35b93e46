"""Zeek's logs http, dns, ssl and conn, and its others as far as they name a host or an address.

Layouts: the log files chapter of Zeek's manual, for the ASCII writer with its `#` headers and for
its JSON. Columns are found by their names, which the `#fields` header gives and may change in the
middle of a file. JSON leaves out what is not set; shippers rename `id.orig_h` or nest it.

Where Zeek stands before a proxy, the target of a request is in its URI, not in its Host header.
Zeek names no user: that of HTTP basic sign-in is what somebody typed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Unpack

from audits.discovery.formats.clocks import in_utc, iso
from audits.discovery.formats.columns import (
    MOST_COLUMNS,
    NOTHING,
    SCHEME,
    Column,
    Pattern,
    beside,
    both,
    cleaned,
    first_of,
    key,
    or_nothing,
    part,
    said,
    tabbed,
    when,
)
from audits.discovery.formats.format import NEVER, Format, Shows, Values
from audits.discovery.formats.naming import Named, named_by

_HEADERS = (
    "separator", "set_separator", "empty_field", "unset_field", "path", "open", "close", "fields",
    "types",
)  # fmt: skip
_HEADER = Pattern(rf"^#({'|'.join(_HEADERS)})(?:[^a-z_]|$)")
# The target of a request to a proxy, where it is a name: of `https://host/...` and `host:443`.
_TARGET = (
    rf"^({SCHEME}//(?:[^/?#@]*@)?[^/?#:\[]*[A-Za-z][^/?#:\[]*"
    r"|[^/?#:\[]*[A-Za-z][^/?#:\[]*:[0-9]+$)"
)
_FORWARDED = r"X-FORWARDED-FOR -> ((?:[0-9A-Fa-f:.]|,[ ]|\\x2c[ ]?)+)"


def _http(named: Named) -> Values:
    uri = cleaned(named("uri"), (r"^/+", "/"))
    return {
        "client": _client(named),
        "forwarded": part(named("proxied"), _FORWARDED),
        "host": first_of(part(uri, _TARGET), named("host")),
        "url": uri,
        "method": named("method"),
        "outcome": named("status_code"),
        "peer": _server(named),
    }


def _dns(named: Named) -> Values:
    return {
        "client": _client(named),
        "host": named("query"),
        "outcome": named("rcode_name"),
    }


def _ssl(named: Named) -> Values:
    established = named("established")
    return {
        "client": _client(named),
        "host": named("server_name"),
        "outcome": first_of(
            when(established, "^(?:T|true)$", said("established")),
            when(established, "^(?:F|false)$", said("not established")),
        ),
        "peer": _server(named),
    }


def _conn(named: Named) -> Values:
    return {
        "client": _client(named),
        "outcome": named("conn_state"),
        "peer": _server(named),
    }


def _any(named: Named) -> Values:
    """What a log of any kind tells, and a file in which several kinds are mixed."""
    return {
        **_http(named),
        "host": first_of(_http(named)["host"], named("server_name"), named("query")),
        "outcome": first_of(
            _http(named)["outcome"],
            _ssl(named)["outcome"],
            named("rcode_name"),
            named("conn_state"),
        ),
        "peer": when(named("query"), "^$", _server(named)),
    }


def _client(named: Named) -> Column:
    return named("id.orig_h", "id_orig_h", "orig_h")


def _server(named: Named) -> Column:
    return named("id.resp_h", "id_resp_h", "resp_h")


@dataclass(frozen=True)
class _Kind:
    """A kind of log, told by a field that only it has."""

    name: str
    label: str
    told_by: str
    columns: Callable[[Named], Values]
    shows: Shows


_KINDS = (
    _Kind("zeek-http", "Zeek http", "trans_depth", _http, Shows.REQUESTS),
    _Kind("zeek-dns", "Zeek dns", "trans_id", _dns, Shows.NAMES),
    _Kind("zeek-ssl", "Zeek ssl", "established", _ssl, Shows.NAMES),
    _Kind("zeek-conn", "Zeek conn", "conn_state", _conn, Shows.ADDRESSES),
)
_OTHER = _Kind("zeek", "Zeek, another of its logs", "", _any, Shows.NAMES)


def _separator(headers: Mapping[str, str]) -> str:
    value = headers.get("separator", "").partition(" ")[2]
    code = re.fullmatch(r"\\x([0-9A-Fa-f]{2})", value)
    return chr(int(code[1], 16)) if code else value[:1] or "\t"


def _values(headers: Mapping[str, str], name: str) -> list[str]:
    return headers.get(name, "").split(_separator(headers))[1:]


def _columns(headers: Mapping[str, str]) -> Named:
    """The columns by their names, as the header lines lay them out."""
    fields, between = _values(headers, "fields"), _separator(headers)
    unset = (_values(headers, "unset_field") or ["-"])[0]
    empty = (_values(headers, "empty_field") or ["(empty)"])[0]
    none = re.escape(unset), re.escape(empty)
    return named_by(fields, lambda number: or_nothing(tabbed(number, between), *none))


def _laid_out(headers: Mapping[str, str]) -> Format:
    fields, between = _values(headers, "fields"), _separator(headers)
    kind = next((one for one in _KINDS if one.told_by in fields), _OTHER)
    if "ts" not in fields or len(fields) > MOST_COLUMNS:
        return _by_headers(kind)
    named, mark = _columns(headers), re.escape(between)
    shape = rf"^{beside('#', between)}[^{mark}]*(?:{mark}[^{mark}]*){{{len(fields) - 1}}}$"
    return _by_headers(kind, shape=Pattern(shape), time=named("ts"), **kind.columns(named))


def _by_headers(
    kind: _Kind, *, shape: Pattern = NEVER, time: Column = NOTHING, **columns: Unpack[Values]
) -> Format:
    return Format(
        name=kind.name,
        label=kind.label,
        shape=shape,
        time=time,
        clock=in_utc(iso),
        shows=kind.shows,
        names_users=False,
        header=_HEADER,
        markers=tuple(f"#{name}".encode() for name in _HEADERS),
        laid_out=_laid_out,
        **columns,
    )


def _in_json(*names: str) -> Column:
    """The value under the first of `names`; the one that is a list is taken as its text."""
    if "proxied" in names:
        # A list that does not end is taken as well: to look for another takes the square of a line.
        return Pattern(r'"proxied"[ \t]*:[ \t]*(\[[^\]]*)')
    return key(*names)


def _json(kind: _Kind) -> Format:
    told_by = rf'"{kind.told_by}"' if kind.told_by else r'"(?:id[._])?orig_h"|"_path"|"@stream"'
    return Format(
        name=f"{kind.name}-json",
        label=f"{kind.label}, JSON",
        shape=both(r'[{,][ \t]*"ts"[ \t]*:', rf"[{{,][ \t]*(?:{told_by})[ \t]*:"),
        time=key("ts"),
        clock=in_utc(iso),
        shows=kind.shows,
        names_users=False,
        **kind.columns(_in_json),
    )


_MIXED = replace(_json(_OTHER), label="Zeek, mixed JSON", shows=Shows.REQUESTS)
FORMATS = (*map(_by_headers, (*_KINDS, _OTHER)), *map(_json, _KINDS), _MIXED)
