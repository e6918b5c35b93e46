"""Every format that discovery reads, by its name."""

from audits.discovery.formats import squid
from audits.discovery.formats.format import Format, Shows

__all__ = ["FORMATS", "Format", "Shows"]

FORMATS: dict[str, Format] = {one.name: one for one in (squid.NATIVE,)}
