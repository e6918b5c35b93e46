"""Zeek's logs, with their headers and as JSON."""

import json

from tests.audits.discovery.formats.events import Event, Writer, telling

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
        "status_code": event.said("200", "403"),
        "query": event.host,
        "qclass_name": "C_INTERNET",
        "qtype_name": "A",
        "rcode_name": event.said("NOERROR", "REFUSED"),
        "answers": "203.0.113.7",
        "server_name": event.host,
        "established": "F" if event.stopped else "T",
        "conn_state": event.said("SF", "REJ"),
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
        found["established"] = not event.stopped
    return found


def zeek_json(event: Event, fields: tuple[str, ...]) -> str:
    return json.dumps(zeek_object(event, fields), separators=(",", ":"))


def _zeek(name: str, path: str, fields: tuple[str, ...], tells: str) -> tuple[Writer, Writer]:
    return (
        Writer(
            format=name,
            line=lambda event: zeek_line(event, fields),
            header=zeek_header(path, fields),
            tells=telling(tells),
        ),
        Writer(
            format=f"{name}-json",
            line=lambda event: zeek_json(event, fields),
            tells=telling(tells),
        ),
    )


def zeek_mixed(event: Event) -> str:
    logs = (("http", HTTP_FIELDS), ("dns", DNS_FIELDS), ("ssl", SSL_FIELDS))
    path, fields = logs[int(event.at.timestamp()) % 3]
    return json.dumps({"_path": path, **zeek_object(event, fields)})


_LOGS = (
    *_zeek("zeek-http", "http", HTTP_FIELDS, "client host method path peer referrer agent stopped"),
    *_zeek("zeek-dns", "dns", DNS_FIELDS, "client host stopped"),
    *_zeek("zeek-ssl", "ssl", SSL_FIELDS, "client host peer stopped"),
    *_zeek("zeek-conn", "conn", CONN_FIELDS, "client peer stopped"),
    _zeek("zeek", "quic", QUIC_FIELDS, "client host peer")[0],
    Writer(format="zeek-json", line=zeek_mixed, tells=telling("client host stopped")),
)
WRITERS = {writer.format: writer for writer in _LOGS}
