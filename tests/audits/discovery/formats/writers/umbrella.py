"""Cisco Umbrella's logs."""

from tests.audits.discovery.formats.events import Event, Writer, telling


def _csv(*values: str) -> str:
    return ",".join('"' + value.replace('"', '""') + '"' for value in values)


def umbrella_dns(event: Event) -> str:
    return _csv(
        event.in_utc("%Y-%m-%d %H:%M:%S"), event.user, f"{event.user},HQ", event.client,
        "198.51.100.1", event.said("Allowed", "Blocked"), "1 (A)", "NOERROR", f"{event.host}.",
        "Software", "AD Users", "AD Users,Networks", "",
    )  # fmt: skip


def umbrella_proxy(event: Event) -> str:
    return _csv(
        event.in_utc("%Y-%m-%d %H:%M:%S"), event.user, event.client, "198.51.100.1", event.peer,
        "text/html", event.said("ALLOWED", "BLOCKED"), event.url, event.referrer, event.agent,
        "200", "512", "4321", "4000", "", "Software", "", "", "", "", "", "AD Users", "",
        f"{event.user},HQ", "AD Users,Networks", event.method, "", "",
    )  # fmt: skip


WRITERS = {
    "umbrella-dns": Writer(
        format="umbrella-dns", line=umbrella_dns, tells=telling("user client host stopped")
    ),
    "umbrella-proxy": Writer(
        format="umbrella-proxy",
        line=umbrella_proxy,
        tells=telling("user client host method path peer referrer agent stopped"),
    ),
}
