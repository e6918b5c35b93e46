"""Every format that discovery reads, by its name; where two fit a file alike, the first counts."""

from audits.discovery.formats import (
    bind,
    cef,
    dnsmasq,
    entra,
    fortinet,
    leef,
    squid,
    unbound,
    zscaler,
)
from audits.discovery.formats.format import Format, Shows

__all__ = ["FORMATS", "Format", "Shows"]

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
        bind.QUERIES,
        dnsmasq.QUERIES,
        unbound.QUERIES,
        squid.NATIVE,
    )
}
