"""What is wrong with a file, said so that its author can put it right."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: the line it stands on (1 is the heading, 0 the whole file), column and value."""

    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        if not self.line:
            return self.expected
        where = [_("Line %(line)s") % {"line": self.line}, self.column, quoted(self.value)]
        return _("%(where)s: expected %(expected)s") % {
            "where": ", ".join(filter(None, where)),
            "expected": self.expected,
        }

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def quoted(value: str) -> str:
    return f"“{value}”" if value else ""


class ImportRefused(Exception):
    """A file that cannot be imported, with every fault in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
