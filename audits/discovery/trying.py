"""A mapping tried on a few lines, as an import would read them today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audits.discovery.formats.clocks import Bearings
from audits.discovery.formats.mapping import Mapping

MOST_LINES = 20
# What is read, in the order in which it is shown, and the columns of a mapping that it comes from.
_SHOWN = (
    ("user", _("User"), {"user"}),
    ("client", _("Client"), {"client"}),
    ("device", _("Device"), {"device"}),
    ("host", _("Host"), {"host", "url"}),
    ("path", _("Path"), {"url"}),
    ("method", _("Method"), {"method"}),
    ("outcome", _("Outcome"), {"outcome"}),
    ("peer", _("Address reached"), {"peer"}),
    ("application", _("Application"), {"application"}),
)


@dataclass(frozen=True)
class Trial:
    """What came of the first MOST_LINES lines: `rows` are those of `preview`.

    There are none where the mapping has `faults`; `more` is how many lines were left out.
    """

    mapping: Mapping
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def count(self) -> int:
        """How many lines there are beside header lines."""
        return sum(not row["is_header"] for row in self.rows)

    @property
    def readable(self) -> int:
        return sum(not (row["is_header"] or row["fault"]) for row in self.rows)

    @property
    def heads(self) -> list[Any]:
        return [head for _name, head, _columns in self._shown()]

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """Each row, with its values beside what they are."""
        shown = self._shown()
        for row in self.rows:
            yield row | {"values": [(head, row.get(name, "")) for name, head, _columns in shown]}

    def _shown(self) -> list[tuple[str, Any, set[str]]]:
        return [one for one in _SHOWN if one[2] & set(self.mapping.columns)]


def lines_of(sample: str) -> list[str]:
    """The lines of a text that are not blank, as they stand there."""
    lines = (line.removesuffix("\r") for line in sample.removeprefix("\ufeff").split("\n"))
    return [line for line in lines if line.strip()]


def tried(mapping: Mapping, sample: Sequence[str], *, at: datetime) -> Trial:
    """How `mapping` reads `sample`; a year that is missing is the one before `at`."""
    if faults := mapping.validate():
        return Trial(mapping, faults=faults)
    bearings = Bearings(ZoneInfo(settings.TIME_ZONE), at)
    # The engine takes a while to load: only where it is needed.
    from audits.discovery.previewing import preview

    rows = preview(mapping, sample[:MOST_LINES], bearings=bearings)
    return Trial(mapping, rows=rows, more=max(0, len(sample) - MOST_LINES))
