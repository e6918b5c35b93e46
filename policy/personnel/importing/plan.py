"""What an import would do."""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Choices, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policy.personnel.importing.cells import Code, Record
from policy.personnel.importing.faults import Fault, ImportRefused
from policy.personnel.models import Course, Unit


@dataclass(frozen=True)
class Entry:
    """One row of the file against the register; `before` is empty where the register has none."""

    line: int
    label: str
    values: Mapping[str, Any]
    before: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        return not self.before

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Column, what it was, what it becomes; for a new row, every column that says something."""
        return [
            (name, shown(self.before.get(name)), shown(value))
            for name, value in self.values.items()
            if value != self.before.get(name) and (self.before or value not in ("", None))
        ]


@dataclass(frozen=True)
class Plan:
    """What would be added and changed, and how many rows would be left as they are."""

    added: list[Entry]
    changed: list[Entry]
    unchanged: int

    @property
    def digest(self) -> str:
        """A hash of all that would be done: the same plan has the same one."""
        done = [
            [entry.label, entry.is_new, entry.changes] for entry in (*self.added, *self.changed)
        ]
        return hashlib.sha256(json.dumps(done).encode()).hexdigest()

    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
        }


def plan_of(entries: Iterable[Entry]) -> Plan:
    entries = list(entries)
    added = [entry for entry in entries if entry.is_new]
    changed = [entry for entry in entries if not entry.is_new and entry.changes]
    return Plan(added, changed, len(entries) - len(added) - len(changed))


def require_agreement(plan: Plan, agreed: str | None) -> None:
    """Raises ImportRefused where `plan` is not the one whose digest was agreed to."""
    if agreed is not None and agreed != plan.digest:
        changed = _("The register changed since the preview. Upload the file again.")
        raise ImportRefused([Fault(0, "", "", changed)])


def repeated(
    records: Iterable[Record], *, column: str, key: Callable[[Record], Hashable | None]
) -> list[Fault]:
    """A fault for every record whose key an earlier line has; a key of None is not compared."""
    first: dict[Hashable, int] = {}
    faults = []
    for record in records:
        name = key(record)
        if name is None:
            continue
        if (line := first.setdefault(name, record.line)) != record.line:
            expected = _("each only once; it stands on line %(line)s") % {"line": line}
            faults.append(Fault(record.line, column, str(record.values[column]), expected))
    return faults


def shown(value: Any) -> str:
    """A value of a plan in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Choices | Code):
        return str(value.label)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Unit | Course):
        return f"{value.code} {value}"
    return str(value) if isinstance(value, Model) else value or ""
