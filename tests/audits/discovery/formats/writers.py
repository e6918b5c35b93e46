"""Writes events as the lines of each format, as the systems that log them do."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

PACIFIC = timezone(timedelta(hours=-8))


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that a client did on the network, at a time that is aware."""

    at: datetime
    host: str
    user: str = ""
    client: str = "10.1.2.3"
    method: str = "GET"
    path: str = "/"
    outcome: str = ""
    peer: str = "198.51.100.9"
    referrer: str = ""
    agent: str = "Mozilla/5.0 (Windows NT 10.0), like Gecko"

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    def in_utc(self, pattern: str) -> str:
        return self.at.astimezone(UTC).strftime(pattern)


@dataclass(frozen=True, kw_only=True)
class Writer:
    """How a format is written: its `header`, and each event as a line.

    `tells` names the fields of an event that its lines tell; `space` is what they have for a space
    in the name of a user.
    """

    format: str
    line: Callable[[Event], str]
    header: str = ""
    tells: frozenset[str]
    space: str = " "

    def spelled(self, user: str) -> str:
        return user.replace(" ", self.space)

    def text(self, *events: Event) -> str:
        return self.header + "".join(self.line(event) + "\n" for event in events)


def _tells(names: str) -> frozenset[str]:
    return frozenset(names.split())


def squid(event: Event) -> str:
    user = event.user.replace(" ", "%20") or "-"
    return (
        f"{event.at.timestamp():.3f} {211:6} {event.client} {event.outcome or 'TCP_MISS/200'} 4321 "
        f"{event.method} {event.url} {user} HIER_DIRECT/{event.peer} text/html"
    )


def _like_a_web_server(event: Event, between: str) -> str:
    code, status = (event.outcome or "TCP_MISS/200").split("/")
    at = event.at.astimezone(PACIFIC).strftime("%d/%b/%Y:%H:%M:%S %z")
    return (
        f'{event.client} - {event.user or "-"} [{at}] "{event.method} {event.url} HTTP/1.1" '
        f"{status} 4321{between} {code}:HIER_DIRECT"
    )


def squid_common(event: Event) -> str:
    return _like_a_web_server(event, "")


def squid_combined(event: Event) -> str:
    agent = event.agent.replace('"', '\\"')
    return _like_a_web_server(event, f' "{event.referrer or "-"}" "{agent}"')


HTTP_FIELDS = (
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "trans_depth", "method",
    "host", "uri", "referrer", "version", "user_agent", "status_code", "username", "proxied",
)  # fmt: skip
DNS_FIELDS = (
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "trans_id", "query",
    "qclass_name", "qtype_name", "rcode_name", "answers", "rejected",
)  # fmt: skip
SSL_FIELDS = (
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "version", "server_name",
    "resumed", "established", "subject",
)  # fmt: skip
CONN_FIELDS = (
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service",
    "duration", "conn_state",
)  # fmt: skip
QUIC_FIELDS = (
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "version", "server_name",
)  # fmt: skip


def zeek_values(event: Event) -> dict[str, object]:
    """The values of every field of every log, of which each log has its own."""
    return {
        "ts": event.at.timestamp(),
        "uid": "CUM0KZ3MLUfNB0cl11",
        "id.orig_h": event.client,
        "id.orig_p": 51234,
        "id.resp_h": event.peer,
        "id.resp_p": 443,
        "proto": "tcp",
        "trans_depth": 1,
        "trans_id": 4711,
        "method": event.method,
        "host": event.host,
        "uri": event.path,
        "referrer": event.referrer,
        "user_agent": event.agent,
        "status_code": event.outcome or "200",
        "query": event.host,
        "qclass_name": "C_INTERNET",
        "qtype_name": "A",
        "rcode_name": event.outcome or "NOERROR",
        "answers": "203.0.113.7",
        "server_name": event.host,
        "established": "T",
        "conn_state": event.outcome or "SF",
        "duration": 0.25,
    }


def zeek_header(path: str, fields: tuple[str, ...]) -> str:
    return (
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n"
        f"#path\t{path}\n#open\t2020-11-13-00-00-00\n"
        + "\t".join(("#fields", *fields))
        + "\n"
        + "\t".join(("#types", *("string" for _ in fields)))
        + "\n"
    )


def zeek_line(event: Event, fields: tuple[str, ...]) -> str:
    values = zeek_values(event)
    return "\t".join(str(values.get(field, "")) or "-" for field in fields)


def zeek_object(event: Event, fields: tuple[str, ...]) -> dict[str, object]:
    values = zeek_values(event)
    found = {field: values[field] for field in fields if values.get(field, "") != ""}
    if "established" in found:
        found["established"] = True
    return found


def zeek_json(event: Event, fields: tuple[str, ...]) -> str:
    return json.dumps(zeek_object(event, fields), separators=(",", ":"))


def _zeek(name: str, path: str, fields: tuple[str, ...], tells: str) -> tuple[Writer, Writer]:
    return (
        Writer(
            format=name,
            line=lambda event: zeek_line(event, fields),
            header=zeek_header(path, fields),
            tells=_tells(tells),
        ),
        Writer(
            format=f"{name}-json",
            line=lambda event: zeek_json(event, fields),
            tells=_tells(tells),
        ),
    )


def zeek_mixed(event: Event) -> str:
    logs = (("http", HTTP_FIELDS), ("dns", DNS_FIELDS), ("ssl", SSL_FIELDS))
    path, fields = logs[int(event.at.timestamp()) % 3]
    return json.dumps({"_path": path, **zeek_object(event, fields)})


SGOS_HEADER = (
    "#Software: SGOS 6.7.4.2\n#Version: 1.0\n#Date: 2020-11-13 07:00:00\n"
    "#Fields: date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method "
    "cs-uri-scheme cs-host cs-uri-path cs-uri-query cs-username s-hierarchy s-supplier-name "
    "rs(Content-Type) cs(Referer) cs(User-Agent) sc-filter-result cs-categories s-ip\n"
)


def _held(value: str) -> str:
    """`value`, held together by quotes where it has spaces."""
    return f'"{value}"' if " " in value else value or "-"


def sgos(event: Event) -> str:
    path, _, query = event.path.partition("?")
    action, status = (event.outcome or "TCP_NC_MISS/200").split("/")
    return (
        f"{event.in_utc('%Y-%m-%d %H:%M:%S')} 211 {event.client} {status} {action} 4321 512 "
        f"{event.method} https {event.host} {path} {'?' + query if query else '-'} "
        f"{_held(event.user)} DIRECT {event.peer} text/html {event.referrer or '-'} "
        f'"{event.agent}" OBSERVED "Technology/Internet;none" 10.0.0.8'
    )


IIS_HEADER = (
    "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n"
    "#Date: 2020-11-13 07:00:00\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port "
    "cs-username c-ip cs(User-Agent) cs(Referer) cs-host sc-status sc-substatus\n"
)


def iis(event: Event) -> str:
    path, _, query = event.path.partition("?")
    return (
        f"{event.in_utc('%Y-%m-%d %H:%M:%S')} 10.0.0.8 {event.method} {path} {query or '-'} 443 "
        f"{event.user.replace(' ', '+') or '-'} {event.client} {event.agent.replace(' ', '+')} "
        f"{event.referrer or '-'} {event.host} {event.outcome or '200'} 0"
    )


def sgos_pairs(event: Event) -> str:
    path, _, query = event.path.partition("?")
    return (
        f"<111>1 {event.in_utc('%Y-%m-%dT%H:%M:%S')}.000z proxy1 bluecoat - splunk_format - "
        f"c-ip={event.client} cs-bytes=512 cs-host={event.host} cs-method={event.method} "
        f'cs-uri-path={path} cs-uri-query="{query}" cs-username={_held(event.user)} '
        f'cs-Referer="{event.referrer}" cs-User-Agent="{event.agent}" s-action='
        f"{event.outcome or 'TCP_NC_MISS'} sc-status=200 "
        f"sc-filter-result=OBSERVED r-ip={event.peer}"
    )


def _csv(*values: str) -> str:
    return ",".join('"' + value.replace('"', '""') + '"' for value in values)


def umbrella_dns(event: Event) -> str:
    return _csv(
        event.in_utc("%Y-%m-%d %H:%M:%S"), event.user, f"{event.user},HQ", event.client,
        "198.51.100.1", event.outcome or "Allowed", "1 (A)", "NOERROR", f"{event.host}.",
        "Software", "AD Users", "AD Users,Networks", "",
    )  # fmt: skip


def umbrella_proxy(event: Event) -> str:
    return _csv(
        event.in_utc("%Y-%m-%d %H:%M:%S"), event.user, event.client, "198.51.100.1", event.peer,
        "text/html", event.outcome or "ALLOWED", event.url, event.referrer, event.agent, "200",
        "512", "4321", "4000", "", "Software", "", "", "", "", "", "AD Users", "",
        f"{event.user},HQ", "AD Users,Networks", event.method, "", "",
    )  # fmt: skip


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if {",", '"'} & set(value) else value


def panos(event: Event, values: dict[int, str], columns: int) -> str:
    """A line with `values` in the columns of these numbers, counted from 1."""
    at = event.at.astimezone(UTC).strftime("%Y/%m/%d %H:%M:%S")
    row = {
        1: "1", 2: at, 3: "007051000012345", 7: at, 8: event.client, 9: event.peer,
        12: "Allow web, logged", 13: event.user, 15: "web-browsing", 24: "1", 25: "51234",
        26: "443", 30: "tcp", 31: event.outcome or "alert", **values,
    }  # fmt: skip
    cells = (_quoted(row.get(number, "")) for number in range(1, columns + 1))
    return "<14>Nov 13 07:00:00 fw-1 " + ",".join(cells)


def panos_threat(event: Event) -> str:
    url = f'"{event.host}{event.path}"'
    line = panos(
        event,
        {
            4: "THREAT", 5: "url", 32: "URL", 33: "(9999)", 34: "any", 47: event.agent,
            50: event.referrer, 64: event.method.lower(),
        },
        76,
    )  # fmt: skip
    return line.replace(",URL,", f",{url},")


def panos_traffic(event: Event) -> str:
    return panos(event, {4: "TRAFFIC", 5: "end", 32: "4321", 38: "any", 47: "tcp-fin"}, 65)


def strata(event: Event) -> str:
    return json.dumps(
        {
            "TimeReceived": event.in_utc("%Y-%m-%dT%H:%M:%S.000000Z"),
            "LogType": "THREAT",
            "Subtype": "url",
            "TimeGenerated": event.in_utc("%Y-%m-%dT%H:%M:%S.000000Z"),
            "SourceAddress": event.client,
            "DestinationAddress": event.peer,
            "SourceUser": event.user or None,
            "URL": f"{event.host}{event.path}",
            "HTTPMethod": event.method.lower(),
            "Referer": event.referrer,
            "UserAgent": event.agent,
            "Action": event.outcome or "alert",
        }
    )


_REQUEST = "user client host method path peer"
_BY_NAME = _tells("client host")
WRITERS = {
    "squid": Writer(format="squid", line=squid, tells=_tells(_REQUEST), space="%20"),
    "squid-common": Writer(
        format="squid-common", line=squid_common, tells=_tells("user client host method path")
    ),
    "squid-combined": Writer(
        format="squid-combined",
        line=squid_combined,
        tells=_tells("user client host method path referrer agent"),
    ),
    **{
        writer.format: writer
        for pair in (
            _zeek("zeek-http", "http", HTTP_FIELDS, "client host method path peer referrer agent"),
            _zeek("zeek-dns", "dns", DNS_FIELDS, "client host"),
            _zeek("zeek-ssl", "ssl", SSL_FIELDS, "client host peer"),
            _zeek("zeek-conn", "conn", CONN_FIELDS, "client peer"),
        )
        for writer in pair
    },
    "zeek": _zeek("zeek", "quic", QUIC_FIELDS, "client host peer")[0],
    "zeek-json": Writer(format="zeek-json", line=zeek_mixed, tells=_BY_NAME),
    "elff": Writer(
        format="elff",
        line=sgos,
        header=SGOS_HEADER,
        tells=_tells(f"{_REQUEST} referrer agent"),
    ),
    "elff of IIS": Writer(
        format="elff",
        line=iis,
        header=IIS_HEADER,
        space="+",
        tells=_tells("user client host method path referrer"),
    ),
    "sgos-pairs": Writer(
        format="sgos-pairs", line=sgos_pairs, tells=_tells(f"{_REQUEST} referrer agent")
    ),
    "umbrella-dns": Writer(
        format="umbrella-dns", line=umbrella_dns, tells=_tells("user client host")
    ),
    "umbrella-proxy": Writer(
        format="umbrella-proxy", line=umbrella_proxy, tells=_tells(f"{_REQUEST} referrer agent")
    ),
    "panos-threat": Writer(
        format="panos-threat",
        line=panos_threat,
        tells=_tells("user client host path peer referrer agent"),
    ),
    "panos-traffic": Writer(
        format="panos-traffic", line=panos_traffic, tells=_tells("user client peer")
    ),
    "panos": Writer(
        format="panos",
        line=lambda event: panos_threat(event) if event.host else panos_traffic(event),
        tells=_tells("user client host path peer referrer agent"),
    ),
    "strata": Writer(
        format="strata",
        line=strata,
        tells=_tells("user client host path peer referrer agent"),
    ),
}
