"""Squid's access log."""

from datetime import timedelta, timezone

from tests.audits.discovery.formats.events import Event, Writer, telling

PACIFIC = timezone(timedelta(hours=-8))


def squid(event: Event) -> str:
    user = event.user.replace(" ", "%20") or "-"
    return (
        f"{event.at.timestamp():.3f} {211:6} {event.client} {_outcome(event)} 4321 "
        f"{event.method} {event.url} {user} HIER_DIRECT/{event.peer} text/html"
    )


def _like_a_web_server(event: Event, between: str) -> str:
    code, status = _outcome(event).split("/")
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


def _outcome(event: Event) -> str:
    return event.said("TCP_MISS/200", "TCP_DENIED/403")


_REQUEST = telling("user client host method path stopped")
WRITERS = {
    "squid": Writer(format="squid", line=squid, tells=_REQUEST | {"peer"}, space="%20"),
    "squid-common": Writer(format="squid-common", line=squid_common, tells=_REQUEST),
    "squid-combined": Writer(
        format="squid-combined", line=squid_combined, tells=_REQUEST | {"referrer", "agent"}
    ),
}
