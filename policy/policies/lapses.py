"""What it does when a version ends with nothing to follow it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from policy.policies.models import Decision, Version
from policy.policies.queries import versions_in_force

# How many days before the end the office is warned, and how far back the figures look.
THRESHOLDS = (90, 30, 7, 1)
LOOKS_BACK = timedelta(days=90)


def consequence(version: Version, at: datetime) -> dict[str, Any]:
    """What follows from the end of `version`, counted at `at`, as plain values for JSON.

    `decisions` of the last 90 days that were made under it, by outcome (those of 0 left out);
    `since` and `until` the moments between which they were made; `left` the versions of other
    policies that are in force when it has ended.
    """
    since = at - LOOKS_BACK
    made = Decision.objects.filter(made_at__gt=since, made_at__lte=at, versions=version)
    counts = made.order_by().values_list("outcome").annotate(Count("pk"))
    others = versions_in_force(version.in_force_until or at).exclude(policy=version.policy_id)
    return {
        "since": since.isoformat(),
        "until": at.isoformat(),
        "decisions": dict(counts),
        "left": [str(other) for other in others],
    }


def threshold_at(lapses_at: datetime, at: datetime) -> int | None:
    """The nearest of the thresholds that has come, in days; 0 once it has lapsed; None before."""
    if lapses_at <= at:
        return 0
    return min(
        (days for days in THRESHOLDS if lapses_at - at <= timedelta(days=days)), default=None
    )
