"""The settings of the department that ship: their units, their bounds, their defaults.

What they are set to are dated rows (models/values.py), where the bounds are constraints. Nothing
acts on the threshold and the schedule yet.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

A_YEAR = 365


class Unit(StrEnum):
    PERCENT = "percent"
    DAYS = "days"

    def words(self, value: Any) -> str:
        """`value`, a number, with its unit."""
        if self is Unit.PERCENT:
            return f"{value} %"
        return ngettext("%(days)s day", "%(days)s days", value) % {"days": value}


@dataclass(frozen=True)
class Setting:
    """One setting: a number between `floor` and `ceiling`, both included.

    With `of_a_system` each search system can have a value of its own in place of the department's.
    """

    name: str
    label: Any
    explained: Any
    unit: Unit
    floor: int
    ceiling: int
    default: int
    of_a_system: bool = False

    @property
    def whole(self) -> bool:
        return self.unit is Unit.DAYS


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "lowest_similarity",
            _("lowest similarity score"),
            _("Only a candidate with at least this score may stand on the candidate list."),
            Unit.PERCENT,
            floor=0,
            ceiling=100,
            default=80,
            of_a_system=True,
        ),
        Setting(
            "keep_probe_images",
            _("retention of probe images"),
            _("Counted from the end of the request."),
            Unit.DAYS,
            floor=1,
            ceiling=3 * A_YEAR,
            default=A_YEAR,
        ),
        Setting(
            "keep_candidate_lists",
            _("retention of candidate lists"),
            _("Counted from the review of the candidates; what became a lead is kept as a lead."),
            Unit.DAYS,
            floor=1,
            ceiling=A_YEAR,
            default=30,
        ),
        Setting(
            "keep_requests_without_lead",
            _("retention of requests that led nowhere"),
            _("Refused, denied, withdrawn, or without a lead. An audit once a year must see them."),
            Unit.DAYS,
            floor=A_YEAR,
            ceiling=10 * A_YEAR,
            default=3 * A_YEAR,
        ),
        Setting(
            "keep_leads",
            _("retention of leads"),
            _("A released lead with its request, counted from the closing of the request."),
            Unit.DAYS,
            floor=A_YEAR,
            ceiling=50 * A_YEAR,
            default=5 * A_YEAR,
        ),
        Setting(
            "keep_audit_records",
            _("retention of audit records"),
            _("The CJIS Security Policy asks for a year or more; the FBI audits every third year."),
            Unit.DAYS,
            floor=A_YEAR,
            ceiling=100 * A_YEAR,
            default=5 * A_YEAR,
        ),
    )
}


def plain(value: Decimal) -> int | float:
    """`value` as JSON writes it: 80, and 92.5."""
    return int(value) if value == int(value) else float(value)
