"""Writes events as each format would have them: a line, without its line feed."""

import json
from datetime import datetime
from urllib.parse import quote

from tests.audits.discovery.formats.events import Event, Writer


def zscaler_json(event: Event) -> str:
    return json.dumps(
        {
            "sourcetype": "zscalernss-web",
            "event": {
                "datetime": event.at.strftime("%a %b %d %H:%M:%S %Y"),
                "reason": "Allowed",
                "user": event.user,
                "refererURL": "app.clearview.ai/search",
                "hostname": event.host,
                "url": event.host + event.path,
                "action": "Blocked" if event.stopped else "Allowed",
                "urlcategory": "Other",
                "ClientIP": event.client,
                "serverip": event.peer,
                "requestmethod": event.method,
                "responsecode": "200",
                "useragent": "Mozilla/5.0 (clearview.ai)",
            },
        }
    )


def zscaler_tabs(event: Event) -> str:
    fields = {
        "reason": "Allowed",
        "protocol": "HTTPS",
        "action": "Blocked" if event.stopped else "Allowed",
        "refererURL": "app.clearview.ai/search",
        "urlcategory": "Other",
        "serverip": event.peer,
        "requestmethod": event.method,
        "useragent": "Mozilla/5.0 hostname=clearview.ai",
        "url": event.host + event.path,
        "hostname": event.host,
        "user": quote(event.user),
        "ClientIP": event.client,
    }
    values = "\t".join(f"{name}={value}" for name, value in fields.items())
    return f"{event.at:%Y-%m-%d %H:%M:%S}\t{values}"


def fortinet(event: Event) -> str:
    # Seconds and nanoseconds stand in one file, where firmware was updated.
    epoch = str(int(event.at.timestamp()))
    return (
        f'<189>date={event.at:%Y-%m-%d} time={event.at:%H:%M:%S} devname="fw 1" devid="FG1" '
        f"eventtime={epoch + '0' * 9 if event.stopped else epoch} "
        'tz="+0000" logid="0316013056" type="utm" subtype="webfilter" eventtype="ftgd_blk" '
        f'level="warning" vd="root" policyid=1 user="{event.user}" srcip={event.client} '
        f'srcport=3000 dstip={event.peer} dstport=443 proto=6 hostname="{event.host}" '
        f'action="{"blocked" if event.stopped else "passthrough"}" reqtype="direct" '
        f'url="https://{event.host}{event.path}" httpmethod="{event.method}" '
        'referralurl="https://clearview.ai/" method="domain" msg="see hostname=clearview.ai now"'
    )


def fortinet_csv(event: Event) -> str:
    return (
        f"date={event.at:%Y-%m-%d},time={event.at:%H:%M:%S},tz=+0000,devname=fw 1,devid=FG1,"
        f"logid=0316013056,type=utm,subtype=webfilter,level=warning,user={event.user},"
        f'srcip={event.client},dstip={event.peer},msg="said, hostname=clearview.ai",'
        f'hostname="{event.host}",action={"blocked" if event.stopped else "passthrough"},'
        f'url="{event.path}",httpmethod={event.method}'
    )


def cef(event: Event) -> str:
    return (
        f"<134>{_syslog(event.at)} proxy CEF:0|Vendor\\|s|Proxy|1.0|100|seen clearview.ai|5|"
        f"rt={event.at.timestamp() * 1000:.0f} src={event.client} dst={event.peer} "
        f"suser={_escaped(event.user)} requestContext=https://clearview.ai/ "
        f"msg=it says \\nurl dhost\\=clearview.ai and more dhost={event.host} "
        f"requestMethod={event.method} request=https://{event.host}{_escaped(event.path)} "
        f"act={'Blocked' if event.stopped else 'Allowed'} cs1=the last one"
    )


def leef(event: Event) -> str:
    return "LEEF:1.0|Vendor|Proxy|1.0|100|" + "\t".join(_leef_fields(event))


def leef_caret(event: Event) -> str:
    return f"{_syslog(event.at)} proxy LEEF:2.0|Vendor|Proxy|1.0|100|^|" + "^".join(
        _leef_fields(event)
    )


def _leef_fields(event: Event) -> list[str]:
    return [
        f"devTime={event.at:%Y-%m-%d %H:%M:%S} UTC",
        "devTimeFormat=yyyy-MM-dd HH:mm:ss z",
        f"src={event.client}",
        f"dst={event.peer}",
        f"usrName={event.user}",
        "userAgent=Mozilla url=https://clearview.ai/",
        f"url=https://{event.host}{event.path}",
        f"method={event.method}",
        f"action={'deny' if event.stopped else 'allow'}",
    ]


def bind(event: Event) -> str:
    return (
        f"{event.at:%d-%b-%Y %H:%M:%S}.000 queries: info: client @0x7f3e3c0a1b20 "
        f"{event.client}#53124 (clearview.ai): query: {event.host} IN A +E(0)K (10.0.0.53)"
    )


def bind_syslog(event: Event) -> str:
    return (
        f"{_syslog(event.at)} ns1 named[812]: client {event.client}#53124 (clearview.ai): view "
        f"inside: query: {event.host} IN AAAA + (10.0.0.53)"
    )


def dnsmasq(event: Event) -> str:
    """The query, and an answer that is no contact; two lines."""
    begin = f"{_syslog(event.at)} dnsmasq[676]:"
    return (
        f"{begin} query[A] {event.host} from {event.client}\n"
        f"{begin} forwarded app.clearview.ai to 9.9.9.9"
    )


def unbound(event: Event) -> str:
    return (
        f"[{event.at.timestamp():.0f}] unbound[4711:0] info: {event.client} "
        f"{event.host.rstrip('.')}. A IN"
    )


def entra(event: Event) -> str:
    """A sign-in to an application, which is known by its name and not by its host."""
    return json.dumps(
        {
            "time": f"{event.at:%Y-%m-%dT%H:%M:%S}Z",
            "category": "SignInLogs",
            "properties": {
                "createdDateTime": f"{event.at:%Y-%m-%dT%H:%M:%S}.0000000Z",
                "userDisplayName": "Clearview AI",
                "userPrincipalName": event.user,
                "appDisplayName": "Clearview AI" if event.reaches else "Clearview AI Blocker",
                "resourceDisplayName": "Microsoft Graph",
                "ipAddress": event.client,
                "status": {"errorCode": 50126 if event.stopped else 0},
            },
        }
    )


def _syslog(at: datetime) -> str:
    return f"{at:%b} {at.day:2} {at:%H:%M:%S}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("=", "\\=")


# By their names, as the tests tell them apart; each says which format it is of.
WRITERS = {
    "zscaler-json": Writer(format="zscaler-json", line=zscaler_json),
    "zscaler-tabs": Writer(format="zscaler-tabs", line=zscaler_tabs),
    "fortinet": Writer(format="fortinet", line=fortinet),
    "fortinet-csv": Writer(format="fortinet-csv", line=fortinet_csv),
    "cef": Writer(format="cef", line=cef),
    "leef": Writer(format="leef", line=leef),
    "leef by carets": Writer(format="leef", line=leef_caret),
    "bind": Writer(format="bind", line=bind),
    "bind by syslog": Writer(format="bind", line=bind_syslog),
    "dnsmasq": Writer(format="dnsmasq", line=dnsmasq),
    "unbound": Writer(format="unbound", line=unbound),
    "entra": Writer(format="entra", line=entra),
}
