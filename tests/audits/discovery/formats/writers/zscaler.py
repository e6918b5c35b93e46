"""Zscaler's web log."""

import json
from urllib.parse import quote

from tests.audits.discovery.formats.events import Event, Writer, telling


def zscaler_json(event: Event) -> str:
    return json.dumps(
        {
            "sourcetype": "zscalernss-web",
            "event": {
                "datetime": event.at.strftime("%a %b %d %H:%M:%S %Y"),
                "reason": "Allowed",
                "user": event.user,
                "refererURL": event.referrer,
                "hostname": event.host,
                "url": event.host + event.path,
                "action": event.said("Allowed", "Blocked"),
                "urlcategory": "Other",
                "ClientIP": event.client,
                "serverip": event.peer,
                "requestmethod": event.method,
                "responsecode": "200",
                "useragent": event.agent,
            },
        }
    )


def zscaler_tabs(event: Event) -> str:
    fields = {
        "reason": "Allowed",
        "protocol": "HTTPS",
        "action": event.said("Allowed", "Blocked"),
        "refererURL": event.referrer,
        "urlcategory": "Other",
        "serverip": event.peer,
        "requestmethod": event.method,
        "useragent": event.agent,
        "url": event.host + event.path,
        "hostname": event.host,
        "user": quote(event.user, safe="()"),
        "ClientIP": event.client,
    }
    values = "\t".join(f"{name}={value}" for name, value in fields.items())
    return f"{event.at:%Y-%m-%d %H:%M:%S}\t{values}"


_REQUEST = telling("user client host method path peer referrer agent stopped")
WRITERS = {
    "zscaler-json": Writer(format="zscaler-json", line=zscaler_json, tells=_REQUEST),
    "zscaler-tabs": Writer(format="zscaler-tabs", line=zscaler_tabs, tells=_REQUEST),
}
