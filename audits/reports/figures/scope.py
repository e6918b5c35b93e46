"""What a report is about: a period, and the whole department or one part of it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from audits.discovery.periods import Looked, looked_at
from audits.findings.models import Finding
from audits.reports.period import Period, local_day
from policy.personnel.models import Unit
from policy.personnel.queries import units_within
from policy.policies.deciding import CompiledPolicy
from policy.searches.models import SearchRequest
from policy.searches.replays import replay


@dataclass(frozen=True)
class Scope:
    """A period as it stood at the moment `as_of`, and a unit with every unit below it.

    No unit stands for the whole department. `policy` is the one that a look-back asks.
    """

    period: Period
    as_of: datetime
    unit: Unit | None = None
    policy: CompiledPolicy | None = None

    @cached_property
    def replayed(self) -> dict[str, Any]:
        """What `policy` would have changed of the decisions of the period, as `replay` counts it.

        Raises ValueError where the scope names no policy.
        """
        if self.policy is None:
            raise ValueError("a look-back needs a policy")
        ends = max(min(self.period.ends, self.as_of), self.period.begins)
        return replay(self.policy, begins=self.period.begins, ends=ends)

    @property
    def last_day(self) -> date:
        """The last day of the period that had begun."""
        return min(self.period.last, local_day(self.as_of))

    @cached_property
    def units(self) -> list[int] | None:
        """The keys of the units; None where the scope is the whole department."""
        if self.unit is None:
            return None
        return list(units_within(self.unit).values_list("pk", flat=True))

    @cached_property
    def looked(self) -> Looked:
        """What discovery looked at in as much of the period as there was."""
        return looked_at(self.period.begins, min(self.period.ends, self.as_of))

    @property
    def findings(self) -> QuerySet[Finding]:
        """Every finding opened in the period, of the whole department: none tells a unit."""
        opened = Finding.objects.filter(
            opened_at__gte=self.period.begins, opened_at__lt=self.period.ends
        )
        return opened.order_by()

    @property
    def requests(self) -> QuerySet[SearchRequest]:
        """Every request first submitted in the period, whatever became of it since."""
        submitted = SearchRequest.objects.filter(
            submitted_at__gte=self.period.begins, submitted_at__lt=self.period.ends
        ).order_by()
        return submitted if self.units is None else submitted.filter(unit__in=self.units)
