"""CEF and LEEF."""

from tests.audits.discovery.formats.events import Event, Writer, telling
from tests.audits.discovery.formats.writers.syslog import syslog


def cef(event: Event) -> str:
    return (
        f"<134>{syslog(event.at)} proxy CEF:0|Vendor\\|s|Proxy|1.0|100|seen clearview.ai|5|"
        f"rt={event.at.timestamp() * 1000:.0f} src={event.client} dst={event.peer} "
        f"suser={_escaped(event.user)} requestContext={_escaped(event.referrer)} "
        f"requestClientApplication={_escaped(event.agent)} "
        f"msg=it says \\nurl dhost\\=clearview.ai and more dhost={event.host} "
        f"requestMethod={event.method} request=https://{event.host}{_escaped(event.path)} "
        f"act={event.said('Allowed', 'Blocked')} cs1=the last one"
    )


def leef(event: Event) -> str:
    return "LEEF:1.0|Vendor|Proxy|1.0|100|" + "\t".join(_leef_fields(event))


def leef_caret(event: Event) -> str:
    return f"{syslog(event.at)} proxy LEEF:2.0|Vendor|Proxy|1.0|100|^|" + "^".join(
        _leef_fields(event)
    )


def _leef_fields(event: Event) -> list[str]:
    return [
        f"devTime={event.at:%Y-%m-%d %H:%M:%S} UTC",
        "devTimeFormat=yyyy-MM-dd HH:mm:ss z",
        f"src={event.client}",
        f"dst={event.peer}",
        f"usrName={event.user}",
        f"userAgent={event.agent} url=https://clearview.ai/",
        f"referrer={event.referrer}",
        f"url=https://{event.host}{event.path}",
        f"method={event.method}",
        f"action={event.said('allow', 'deny')}",
    ]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("=", "\\=")


_REQUEST = telling("user client host method path peer referrer agent stopped")
WRITERS = {
    "cef": Writer(format="cef", line=cef, tells=_REQUEST),
    "leef": Writer(format="leef", line=leef, tells=_REQUEST),
    "leef by carets": Writer(format="leef", line=leef_caret, tells=_REQUEST),
}
