"""Squid's access log: native, common and combined.

Layouts: Squid's logformat directive, `squid`, `common` and `combined`. Columns that a site adds at
the end, as many do who open TLS, do no harm. Where the address that a client connected to is all
that the native line says of the target, a bare host name among the added columns is taken, which
is the name that the client asked for (SNI).

A request that is first refused for lack of a sign-in (407) and then made again is two lines, and
so two contacts, of which one went through.
"""

from audits.discovery.formats.clocks import epoch, written_as
from audits.discovery.formats.columns import (
    IS_ADDRESS,
    QUOTED,
    TOKEN,
    Pattern,
    joined,
    or_nothing,
    token,
    when,
)
from audits.discovery.formats.format import Format

_VALUE = r"[^ \t]+[ \t]+"
_HOST_NAME = r"(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]*\.?"

NATIVE = Format(
    name="squid",
    label="Squid, native",
    shape=Pattern(
        rf"^[ \t]*\d{{9,10}}\.\d{{3}}[ \t]+-?\d+[ \t]+{_VALUE}"
        rf"[A-Z_]+/\d{{3}}[ \t]+\d+[ \t]+{_VALUE}[^ \t]",
        0,
    ),
    time=token(0),
    clock=epoch,
    client=token(2),
    outcome=token(3),
    method=token(5),
    host=when(
        token(6),
        IS_ADDRESS,
        Pattern(rf"^[ \t]*(?:{_VALUE}){{10}}(?:{TOKEN}[ \t]+)*?({_HOST_NAME})(?:[ \t]|$)"),
    ),
    url=token(6),
    user=token(7),
    peer=Pattern(rf"^[ \t]*(?:{_VALUE}){{8}}[A-Z_]+/\[?([0-9A-Fa-f:.]+)"),
)

_TIME = r"\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}"
# Client, user, time, method, URL and status; a user may have spaces.
_BEGIN = (
    rf'^([^ ]+) [^ ]+ ([^"]+) \[({_TIME})\] "([^ "]+) ([^ ]+?)(?: [^"]*)?" (\d{{3}}) (?:\d+|-)'
)  # fmt: skip
_CODE = " ([A-Z_]+):[A-Z_]+"


def _like_a_web_server(name: str, label: str, between: str) -> Format:
    return Format(
        name=name,
        label=label,
        shape=Pattern(f"{_BEGIN}{between}{_CODE}"),
        time=Pattern(_BEGIN, 3),
        clock=written_as("%d/%b/%Y:%H:%M:%S %z"),
        client=Pattern(_BEGIN, 1),
        user=or_nothing(Pattern(_BEGIN, 2)),
        method=Pattern(_BEGIN, 4),
        url=Pattern(_BEGIN, 5),
        outcome=joined("/", Pattern(f"{_BEGIN}{between}{_CODE}", 7), Pattern(_BEGIN, 6)),
    )


COMMON = _like_a_web_server("squid-common", "Squid, common", "")
COMBINED = _like_a_web_server("squid-combined", "Squid, combined", f" {QUOTED} {QUOTED}")

FORMATS = (NATIVE, COMBINED, COMMON)
