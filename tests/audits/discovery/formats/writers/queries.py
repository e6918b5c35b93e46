"""What name servers log of the queries that they get."""

from tests.audits.discovery.formats.events import Event, Writer, telling
from tests.audits.discovery.formats.writers.syslog import syslog


def bind(event: Event) -> str:
    return (
        f"{event.at:%d-%b-%Y %H:%M:%S}.000 queries: info: client @0x7f3e3c0a1b20 "
        f"{event.client}#53124 (clearview.ai): query: {event.host} IN A +E(0)K (10.0.0.53)"
    )


def bind_syslog(event: Event) -> str:
    return (
        f"{syslog(event.at)} ns1 named[812]: client {event.client}#53124 (clearview.ai): view "
        f"inside: query: {event.host} IN AAAA + (10.0.0.53)"
    )


def dnsmasq(event: Event) -> str:
    """The query, and an answer that is no contact; two lines."""
    begin = f"{syslog(event.at)} dnsmasq[676]:"
    return (
        f"{begin} query[A] {event.host} from {event.client}\n"
        f"{begin} forwarded app.clearview.ai to 9.9.9.9"
    )


def unbound(event: Event) -> str:
    return (
        f"[{event.at.timestamp():.0f}] unbound[4711:0] info: {event.client} "
        f"{event.host.rstrip('.')}. A IN"
    )


_QUERY = telling("client host")
WRITERS = {
    "bind": Writer(format="bind", line=bind, tells=_QUERY),
    "bind by syslog": Writer(format="bind", line=bind_syslog, tells=_QUERY),
    "dnsmasq": Writer(format="dnsmasq", line=dnsmasq, tells=_QUERY),
    "unbound": Writer(format="unbound", line=unbound, tells=_QUERY),
}
