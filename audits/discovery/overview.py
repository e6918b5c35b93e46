"""What observations come to: the numbers, who searched where, and how it went over time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from audits.discovery.choices import ConfidenceLevel, Explanation, ObservationKind
from audits.discovery.counting.observations import COUNTED
from audits.discovery.models import StoredObservation
from audits.findings.lifecycle import FINAL
from policy.systems.choices import SystemStatus

Observations = QuerySet[StoredObservation]

SEARCH = Q(kind=ObservationKind.SEARCH)
EXPLAINED = Q(state=Explanation.EXPLAINED)
OPEN = Q(state=Explanation.OPEN)
# Nothing explains it, and what became of that was said.
JUDGED = Q(finding__state__in=sorted(FINAL))
VISIT = Q(kind=ObservationKind.VISIT)
ATTEMPT = Q(kind=ObservationKind.ATTEMPT)
# What others tell may be what logs show, too: the two are never added.
COUNTS = Q(kind__in=COUNTED)
# As the register says today, not on the day of the search.
NOT_ALLOWED = ~Q(system__status=SystemStatus.ALLOWED) & ~Q(state=Explanation.PERMITTED)
MOST_ROWS = 100
_WEEK = timedelta(days=7)


def numbers_of(observations: Observations) -> dict[str, int]:
    """`searches` and `people` are of services that are not allowed, and so are `told`, the searches
    that others tell of, and `people_told`, of whom they do; the rest are observations.
    """
    bad, told = SEARCH & NOT_ALLOWED, COUNTS & NOT_ALLOWED
    return observations.aggregate(
        searches=Count("pk", filter=bad),
        people=Count("subject", distinct=True, filter=bad),
        searches_by_nobody=Count("pk", filter=bad & Q(subject=None)),
        told=Sum("times", filter=told, default=0),
        people_told=Count("subject", distinct=True, filter=told & Q(times__gt=0)),
        explained=Count("pk", filter=EXPLAINED),
        permitted=Count("pk", filter=Q(state=Explanation.PERMITTED)),
        open=Count("pk", filter=OPEN & ~JUDGED),
        judged=Count("pk", filter=OPEN & JUDGED),
        unattributed=Count("pk", filter=Q(subject=None)),
        total=Count("pk"),
    )


@dataclass(frozen=True)
class Reached:
    """What one person, or everyone whom nobody knows, did at one service.

    `told` is how many searches others tell of. `found_by` is the surest of how they were known;
    `addresses` are those of nobody known. What is not open stands together under no pseudonym:
    beside a run, or where nothing is amiss, it would only name a person.
    """

    state: Explanation
    code: str
    system: str
    searches: int
    told: int
    visits: int
    attempts: int
    first: Any
    last: Any
    found_by: str
    findings: tuple[int, ...]
    addresses: int


def reached(observations: Observations) -> Iterator[Reached]:
    """By person and service, the most searches first; MOST_ROWS at most and one more."""
    named = observations.annotate(
        code=Case(When(OPEN, then=Coalesce("subject__code", Value(""))), default=Value("")),
    )
    rows = named.values("state", "code", "system__name", "system__slug").annotate(
        searches=Count("pk", filter=SEARCH),
        told=Sum("times", filter=COUNTS, default=0),
        visits=Count("pk", filter=VISIT),
        attempts=Count("pk", filter=ATTEMPT),
        first=Min("at"),
        last=Max("until"),
        levels=ArrayAgg("confidence", distinct=True),
        findings=ArrayAgg(
            "finding", distinct=True, filter=OPEN & Q(finding__isnull=False), default=[]
        ),
        addresses=Count("actor", distinct=True, filter=Q(subject=None)),
    )
    order = ("-searches", "-told", "-visits", "state", "code", "system__name")
    for row in rows.order_by(*order)[: MOST_ROWS + 1]:
        yield _reached(row)


def _reached(row: Mapping[str, Any]) -> Reached:
    surest = next(level for level in ConfidenceLevel if level in row["levels"])
    return Reached(
        state=Explanation(row["state"]),
        code=row["code"],
        system=row["system__name"],
        searches=row["searches"],
        told=row["told"],
        visits=row["visits"],
        attempts=row["attempts"],
        first=row["first"],
        last=row["last"],
        found_by=str(surest.label),
        findings=tuple(row["findings"]),
        addresses=row["addresses"],
    )


@dataclass(frozen=True)
class Week:
    """The searches and visits at one service in the week that begins on the Monday `monday`."""

    monday: date
    system: str
    searches: int
    visits: int


def weeks(observations: Observations) -> list[Week]:
    """Each service that was reached, in each week from the first to the last, by service."""
    counted = (
        observations.annotate(week=TruncWeek("at", tzinfo=timezone.get_current_timezone()))
        .values("week", "system__name")
        .annotate(searches=Count("pk", filter=SEARCH), visits=Count("pk", filter=VISIT))
        .filter(Q(searches__gt=0) | Q(visits__gt=0))
        .order_by()
    )
    known = {
        (row["system__name"], row["week"].date()): (row["searches"], row["visits"])
        for row in counted
    }
    mondays = list(_mondays(monday for _system, monday in known))
    systems = sorted({system for system, _monday in known})
    return [
        Week(monday, system, *known.get((system, monday), (0, 0)))
        for system in systems
        for monday in mondays
    ]


def _mondays(some: Iterator[date]) -> Iterator[date]:
    several = sorted(some)
    monday = several[0] if several else None
    while monday and monday <= several[-1]:
        yield monday
        monday += _WEEK


def described(weeks: Sequence[Week]) -> str:
    """What a picture of `weeks` shows, in a sentence or two."""
    busiest = sorted(weeks, key=lambda week: -week.searches)[:3]
    named = [
        _("%(system)s in the week of %(day)s (%(count)s)")
        % {
            "system": week.system,
            "day": date_format(week.monday, "DATE_FORMAT"),
            "count": week.searches,
        }
        for week in busiest
        if week.searches
    ]
    if not named:
        return _("Visits by week and service; no search was seen. The table has every number.")
    words = _("Searches and visits by week and service. The most searches: %(named)s.")
    return f"{words % {'named': get_text_list(named, _('and'))}} " + _(
        "The table has every number."
    )
