"""The one expression of each format: first the literals, then the parse, then the decision."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import StringValue, Table

from audits.discovery.engines.engine import ANSWER
from audits.discovery.formats.columns import Column, first_of
from audits.discovery.formats.format import Format
from audits.discovery.services import Watchlist

# The columns of `lines`: a file's name, the offset of the line in its text, and the line.
LINES = {"file": "string", "offset": "int64", "line": "string"}

_SCHEME = r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//"
_USER_INFO = r"^[^/?#]*@"
_HOST = r"^(\[[0-9A-Fa-f:.]+\]|[^/?#:\s]*)"
_PATH = r"^(?:\[[^\]]*\]|[^/?#])*([/?#].*)$"


def expression(log_format: Format, watchlist: Watchlist) -> Table:
    """The lines that reach a service of `watchlist`, and those that name one and cannot be read.

    A table `lines` with the columns of LINES is read; the answer has those of ANSWER.
    """
    naming = _naming(_lines(), log_format.written(watchlist.literals))
    return _decided(_parsed(naming, log_format, watchlist.application_pattern), watchlist)


def parsed(log_format: Format) -> Table:
    """Every line, parsed, with the columns of ANSWER but those that name a service.

    `application` is the first that the line names.
    """
    return _parsed(_lines(), log_format, ".")


def _lines() -> Table:
    return ibis.table(LINES, name="lines")


def _naming(lines: Table, literals: Sequence[str]) -> Table:
    """The lines in which one of `literals` stands anywhere: a superset of what is sought."""
    return lines.filter(lines.line.lower().re_search("|".join(map(_quoted, literals))))


def _parsed(lines: Table, log_format: Format, application: str) -> Table:
    line = lines.line
    target = _without_scheme(first_of(log_format.host, log_format.url).of(line))
    asked = _without_scheme(log_format.url.of(line))
    return lines.select(
        "file",
        "offset",
        "line",
        readable=log_format.shape.fits(line),
        time=log_format.time.of(line),
        user=log_format.user.of(line),
        client=_address(log_format.client.of(line)),
        forwarded=log_format.forwarded.of(line),
        device=log_format.device.of(line),
        host=_clean(target.re_extract(_HOST, 1)),
        application=_first_fitting(log_format.applications, line, application),
        method=log_format.method.of(line),
        path=asked.re_extract(_PATH, 1),
        outcome=log_format.outcome.of(line),
        peer=_address(log_format.peer.of(line)),
    )


def _first_fitting(columns: tuple[Column, ...], line: StringValue, regex: str) -> StringValue:
    values = [_lower(column.of(line)) for column in columns]
    return ibis.coalesce(*(ibis.ifelse(one.re_search(regex), one, None) for one in values), "")


def _without_scheme(url: StringValue) -> StringValue:
    return url.re_replace(_SCHEME, "").re_replace(_USER_INFO, "")


def _address(text: StringValue) -> StringValue:
    """An address as it is written alone: not in brackets, and IPv4 not as a part of IPv6."""
    return text.re_replace(r"^\[|\](?::[0-9]+)?$", "").re_replace("^::[Ff]{4}:", "")


def _clean(host: StringValue) -> StringValue:
    return _lower(host).re_replace(r"^\[|\]$|\.+$", "")


def _lower(text: StringValue) -> StringValue:
    # To some engines, these are letters of ASCII in lower case; no scan finds them as such.
    return text.re_replace("[\u0130\u212a]", "?").lower()


def _decided(parsed: Table, watchlist: Watchlist) -> Table:
    named = parsed.mutate(
        service_name=parsed.host.re_extract(watchlist.host_pattern, 1),
        service_address=ibis.cases(
            (parsed.peer.re_search(watchlist.address_pattern), parsed.peer),
            (parsed.host.re_search(watchlist.address_pattern), parsed.host),
            else_="",
        ),
    )
    reached = (named.service_name + named.service_address + named.application) != ""
    return named.filter(reached | ~named.readable).select(*ANSWER)


def _quoted(literal: str) -> str:
    return "".join(f"\\{c}" if c in r"\.[](){}*+?^$|" else c for c in literal)


def recognition(watchlist: Watchlist) -> Table:
    """`lines`, each a host or a URL and no more, with what makes it one of `watchlist`.

    The answer is that of `expression`, but has every line, and says nothing of users and times.
    """
    lines = _lines()
    target = _without_scheme(lines.line)
    host = _clean(target.re_extract(_HOST, 1))
    told = {
        **dict.fromkeys(ANSWER, ibis.literal("")),
        **{name: lines[name] for name in LINES},
        "host": host,
        "peer": host,
        "path": target.re_extract(_PATH, 1),
        # What cannot be read is answered as well.
        "readable": ibis.literal(False),
    }
    return _decided(lines.select(**told), watchlist)
