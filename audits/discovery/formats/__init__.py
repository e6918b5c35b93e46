"""Every format that discovery reads, by its name; where two fit a file alike, the first counts."""

from audits.discovery.formats import (
    bind,
    cef,
    dnsmasq,
    elff,
    entra,
    fortinet,
    leef,
    panos,
    squid,
    umbrella,
    unbound,
    zeek,
    zscaler,
)
from audits.discovery.formats.format import Format, Shows

__all__ = ["FORMATS", "Format", "Shows"]

# The more special one before the one that is as well found where it is.
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        cef.CEF,
        leef.LEEF,
        zscaler.JSON,
        zscaler.TABBED,
        fortinet.SPACED,
        fortinet.CSV,
        entra.SIGN_INS,
        *squid.FORMATS,
        *zeek.FORMATS,
        *elff.FORMATS,
        *umbrella.FORMATS,
        *panos.FORMATS,
        bind.QUERIES,
        dnsmasq.QUERIES,
        unbound.QUERIES,
    )
}
