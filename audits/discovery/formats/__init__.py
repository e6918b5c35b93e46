"""Every format that discovery reads, by its name."""

from audits.discovery.formats import elff, panos, squid, umbrella, zeek
from audits.discovery.formats.format import Format, Shows

__all__ = ["FORMATS", "Format", "Shows"]

# The more special one before the one that is as well found where it is.
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        *squid.FORMATS,
        *zeek.FORMATS,
        *elff.FORMATS,
        *umbrella.FORMATS,
        *panos.FORMATS,
    )
}
