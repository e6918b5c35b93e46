"""How often the patterns are right about the demonstration's year, in which they are planted.

`python -m tests.audits.findings.patterns.measuring` loads the year into a database of its own,
prints the table of docs/findings-patterns.md and leaves nothing behind.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

SEED = 20201113
AT = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
HEAD = (
    "| pattern | counted | planted | found | true | false | false of innocent | recall |",
    "|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Measured:
    """Requests counted: all that the pattern looked at, and those that it was right about."""

    counted: int
    planted: int
    found: int
    true: int

    @property
    def false(self) -> int:
        return self.found - self.true

    @property
    def false_positive_rate(self) -> float:
        """Of the innocent requests, the share that was found."""
        return self.false / (self.counted - self.planted)

    @property
    def recall(self) -> float | None:
        """Of the planted requests, the share that was found; None where none could be planted."""
        return self.true / self.planted if self.planted else None


def measure(planted: Mapping[Any, frozenset[str]]) -> dict[Any, Measured]:
    from audits.findings.patterns.looking import look

    found: dict[Any, set[str]] = {pattern: set() for pattern in planted}
    for one in look(since=AT - timedelta(days=366), until=AT, at=AT):
        found[one.pattern] |= one.numbers
    return {
        pattern: Measured(
            counted=counted(pattern),
            planted=len(numbers),
            found=len(found[pattern]),
            true=len(found[pattern] & numbers),
        )
        for pattern, numbers in planted.items()
    }


def counted(pattern: Any) -> int:
    """The requests that a pattern looks at: run, approved, or submitted."""
    from audits.findings.choices import Kind
    from policy.searches.choices import Verdict
    from policy.searches.models import SearchRequest

    submitted = SearchRequest.objects.filter(submitted_at__isnull=False)
    if pattern in (Kind.APPROVED_AFTER_USE, Kind.LAPSED_CERTIFICATE):
        return submitted.filter(run__isnull=False).count()
    if pattern in (Kind.RAPID_APPROVALS, Kind.OFF_DUTY_APPROVAL):
        return submitted.filter(approvals__verdict=Verdict.APPROVED).distinct().count()
    if pattern == Kind.LAUNDERING:
        return submitted.filter(agency_is_outside=False).count()
    return submitted.count()


def table(measured: Mapping[Any, Measured]) -> Sequence[str]:
    return [*HEAD, *(_row(pattern, one) for pattern, one in measured.items())]


def _row(pattern: Any, one: Measured) -> str:
    recall = "–" if one.recall is None else f"{one.recall:.2f}"
    rate = f"{one.false} of {one.counted - one.planted} ({one.false_positive_rate:.1%})"
    cells = (pattern.value, one.counted, one.planted, one.found, one.true, one.false, rate, recall)
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from audits.trail.acting import name_process
    from config.demo.loading import load_demo
    from tests.harness import databases

    name_process("the measuring of patterns")
    name = databases.own_name()
    databases.make(name)
    try:
        loaded = load_demo(seed=SEED, at=AT, audited=False)
        assert loaded is not None
        sys.stdout.write("\n".join(table(measure(loaded.planted))) + "\n")
    finally:
        databases.drop(name)


if __name__ == "__main__":
    main()
