"""How approvers stood at a moment gone by: whether they served, and held the role.

Of service the trail tells, by the server's own clock, and only of changes since it began. Of the
role the changes by two administrators tell. The register has no delegations, and of the chain of
command only what it is now: the database asks for it when an approval is written.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from audits.trail.models import Position
from policy.changes.choices import OF_ROLES, Verdict
from policy.changes.models import Change
from policy.personnel.choices import NOT_SERVING, Role

_EVER = datetime.min.replace(tzinfo=UTC)


class Timeline:
    """What was so from when on; `at` answers None for a moment before anything is known."""

    def __init__(self) -> None:
        self._since: list[datetime] = []
        self._values: list[bool] = []

    def add(self, since: datetime, value: bool) -> None:
        """In the order of time."""
        self._since.append(since)
        self._values.append(value)

    def at(self, moment: datetime) -> bool | None:
        place = bisect_right(self._since, moment)
        return self._values[place - 1] if place else None


def service_of(people: Iterable[int]) -> defaultdict[int, Timeline]:
    """Whether each of the people served, by their keys."""
    told = Position.objects.filter(
        kind="personnel.Person", key__in=[str(key) for key in people], entry__content__isnull=False
    )
    times: defaultdict[int, Timeline] = defaultdict(Timeline)
    for key, at, content in told.order_by("index").values_list("key", "at", "entry__content"):
        after = json.loads(bytes(content or b"{}")).get("after") or {}
        if "status" in after:
            times[int(key)].add(at, after["status"] not in NOT_SERVING)
    return times


def supervising_of(people: Iterable[int]) -> defaultdict[int, Timeline]:
    """Whether each of the people held the role of supervisor, by their keys."""
    changes = Change.objects.filter(
        kind__in=OF_ROLES,
        role=Role.SUPERVISOR,
        verdict=Verdict.APPROVED,
        account__person__in=people,
    ).order_by("decided_at", "pk")
    times: defaultdict[int, Timeline] = defaultdict(Timeline)
    for person, at, after in changes.values_list("account__person", "decided_at", "after"):
        if person not in times:
            times[person].add(_EVER, value=not after)
        times[person].add(at, value=after)
    return times
