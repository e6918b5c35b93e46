"""Writes events as the lines of each format, as the systems that log them do.

By names, as the tests tell the writers apart; each says which format it is of.
"""

from tests.audits.discovery.formats.events import Writer
from tests.audits.discovery.formats.writers import (
    elff,
    entra,
    extensions,
    fortinet,
    panos,
    queries,
    squid,
    umbrella,
    zeek,
    zscaler,
)

WRITERS: dict[str, Writer] = {
    **squid.WRITERS,
    **zeek.WRITERS,
    **elff.WRITERS,
    **umbrella.WRITERS,
    **panos.WRITERS,
    **zscaler.WRITERS,
    **fortinet.WRITERS,
    **extensions.WRITERS,
    **queries.WRITERS,
    **entra.WRITERS,
}
