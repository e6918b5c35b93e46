"""The logs of Palo Alto's firewalls."""

import json
from datetime import UTC

from tests.audits.discovery.formats.events import Event, Writer, telling


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if {",", '"'} & set(value) else value


def panos(event: Event, values: dict[int, str], columns: int) -> str:
    """A line with `values` in the columns of these numbers, counted from 1."""
    at = event.at.astimezone(UTC).strftime("%Y/%m/%d %H:%M:%S")
    row = {
        1: "1", 2: at, 3: "007051000012345", 7: at, 8: event.client, 9: event.peer,
        12: "Allow web, logged", 13: event.user, 15: "web-browsing", 24: "1", 25: "51234",
        26: "443", 30: "tcp", 31: event.said("alert", "block-url"), **values,
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


def panos_both(event: Event) -> str:
    """A request, and the session in which it was made; two lines."""
    return f"{panos_threat(event)}\n{panos_traffic(event)}"


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
            "Action": event.said("alert", "block-url"),
        }
    )


_REQUEST = telling("user client host method path peer referrer agent stopped")
WRITERS = {
    "panos-threat": Writer(format="panos-threat", line=panos_threat, tells=_REQUEST),
    "panos-traffic": Writer(
        format="panos-traffic", line=panos_traffic, tells=telling("user client peer stopped")
    ),
    "panos": Writer(format="panos", line=panos_both, tells=_REQUEST),
    "strata": Writer(format="strata", line=strata, tells=_REQUEST),
}
