"""Each observation is explained by a run, permitted otherwise, or open: exactly one of these."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter

from audits.discovery.counting.observations import Kind, Observation, observations, visits
from audits.discovery.counting.seen import Seen
from audits.discovery.services import Standing

# Clocks differ, and an examiner writes down the time of a run when it is over.
NEAR_RUN = timedelta(minutes=15)


class State(StrEnum):
    EXPLAINED = "explained"
    PERMITTED = "permitted"
    OPEN = "open"


@dataclass(frozen=True, order=True)
class ApprovedRun:
    """A run recorded here: `serial` may search in `system` from `begin` until `end`, and did so.

    `ran_at` is the time recorded; all three are aware.
    """

    number: str
    serial: str
    system: str
    begin: datetime
    end: datetime
    ran_at: datetime

    def is_near(self, observation: Observation) -> bool:
        """Whether its operator reached its system about when it was recorded."""
        return bool(self._near(observation))

    def explains(self, observation: Observation) -> bool:
        return any(self.begin <= at <= self.end for at in self._near(observation))

    def apart(self, observation: Observation) -> timedelta:
        return min(abs(self.ran_at - at) for at in observation.readings)

    def _near(self, observation: Observation) -> list[datetime]:
        """Of a local time that does not tell, the moment that the run fits: nobody is accused."""
        if (observation.serial, observation.service.slug) != (self.serial, self.system):
            return []
        return [at for at in observation.readings if abs(at - self.ran_at) <= NEAR_RUN]


@dataclass(frozen=True)
class Reconciled:
    """An observation, what it was found to be, and why."""

    observation: Observation
    state: State
    why: str
    run: ApprovedRun | None = None


class Runs:
    """The runs recorded here, in the order given; each explains one search at most."""

    def __init__(self, runs: Iterable[ApprovedRun] = ()) -> None:
        self._runs = list(runs)
        self._by_party: dict[tuple[str, str], list[ApprovedRun]] = {}
        for run in sorted(self._runs, key=attrgetter("ran_at", "number")):
            self._by_party.setdefault((run.serial, run.system), []).append(run)
        self._explaining: set[str] = set()
        self._shown: set[str] = set()

    def near(self, observation: Observation) -> list[ApprovedRun]:
        """Those whose operator the observation shows at their system about when they were made."""
        own = self._by_party.get((observation.serial, observation.service.slug), [])
        first, last = observation.readings[0], observation.readings[-1]
        after = bisect_left(own, first - NEAR_RUN, key=attrgetter("ran_at"))
        until = bisect_right(own, last + NEAR_RUN, key=attrgetter("ran_at"))
        return [run for run in own[after:until] if run.is_near(observation)]

    def explain(self, visit: Sequence[Observation]) -> dict[int, ApprovedRun]:
        """The run of each search that has one, by its place: each run's is the nearest to it."""
        pairs = sorted(
            (run.apart(one), place, run.number, run)
            for place, one in enumerate(visit)
            if one.kind == Kind.SEARCH
            for run in self.near(one)
            if run.explains(one)
        )
        explained: dict[int, ApprovedRun] = {}
        for _apart, place, number, run in pairs:
            if place not in explained and number not in self._explaining:
                explained[place] = run
                self._explaining.add(number)
        for place, one in enumerate(visit):
            if place not in explained:
                # What another run explains shows nothing of this one.
                self._shown.update(run.number for run in self.near(one))
        return explained

    def without_trace(self) -> list[ApprovedRun]:
        """Those about whose time nothing so far shows their operator at their system."""
        traced = self._explaining | self._shown
        return [run for run in self._runs if run.number not in traced]


def reconcile(seen: Iterable[Seen], runs: Runs) -> Iterator[Reconciled]:
    """What each observation is that `seen`, by party and in the order of time, comes to.

    Searches that one run could explain are of one visit, as they are no further apart than its
    parts; but in an hour that came twice, the first visit takes the run.
    """
    for visit in visits(seen):
        yield from reconcile_visit(visit, runs)


def reconcile_visit(visit: list[Seen], runs: Runs) -> Iterator[Reconciled]:
    """What each observation of one of `visits` is."""
    several = list(observations(visit))
    explained = runs.explain(several)
    return (_reconciled(one, explained.get(place)) for place, one in enumerate(several))


def _reconciled(observation: Observation, run: ApprovedRun | None) -> Reconciled:
    service = observation.service
    permitted = _permitted(observation)
    if permitted:
        return Reconciled(observation, State.PERMITTED, permitted)
    if service.standing == Standing.PROHIBITED:
        return Reconciled(observation, State.OPEN, f"{service.name} is not allowed")
    if run:
        why = f"run for {run.number}, recorded at {run.ran_at:%Y-%m-%d %H:%M} UTC"
        return Reconciled(observation, State.EXPLAINED, why, run)
    if not observation.serial:
        return Reconciled(observation, State.OPEN, "nobody is known who made it")
    return Reconciled(
        observation, State.OPEN, f"no approved run in {service.name} is left to explain it"
    )


def _permitted(observation: Observation) -> str:
    """Why nobody needs a run for it; "" where they do."""
    service = observation.service
    if observation.kind == Kind.MAIL:
        return "nobody answers for mail that is sent to them"
    if service.standing == Standing.PERMITTED:
        return f"anyone may reach {service.name}"
    if service.standing == Standing.ALLOWED and observation.kind != Kind.SEARCH:
        return f"{service.name} is allowed, and no search is shown"
    return ""
