"""Times whose zone is written as an abbreviation."""

import re
from datetime import datetime, tzinfo

from audits.discovery.formats.clocks import Bearings, Clock, Moment

# Those of the United States, and of the meridian; others are not told apart by their letters.
_OFFSETS = {
    "Z": "+0000", "UTC": "+0000", "GMT": "+0000",
    "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
    "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
    "AKST": "-0900", "AKDT": "-0800", "HST": "-1000",
}  # fmt: skip
_ABBREVIATION = re.compile(rf"\s*\b({'|'.join(_OFFSETS)})$", re.ASCII)


def zone_named(name: str) -> tzinfo | None:
    """The zone that `name` abbreviates, if it is known."""
    return datetime.strptime(_OFFSETS[name], "%z").tzinfo if name in _OFFSETS else None


def with_named_zone(clock: Clock) -> Clock:
    """`clock`, which reads an offset (`%z`), for times that may end in an abbreviation."""

    def read(text: str, bearings: Bearings) -> Moment:
        return clock(_ABBREVIATION.sub(_offset, text.strip()), bearings)

    return read


def _offset(found: re.Match[str]) -> str:
    return f" {_OFFSETS[found[1]]}"
