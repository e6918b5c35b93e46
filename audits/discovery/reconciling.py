"""Each observation is explained by a run, permitted otherwise, or open: exactly one of these."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from audits.discovery.counting.observations import Kind, Observation
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


def reconcile(
    observations: Iterable[Observation], runs: Sequence[ApprovedRun]
) -> Iterator[Reconciled]:
    """What each observation is; a run is one search, and explains the one that is nearest to it."""
    several = list(observations)
    explaining = _explaining(several, runs)
    return (_reconciled(one, explaining.get(place)) for place, one in enumerate(several))


def _explaining(
    observations: Sequence[Observation], runs: Sequence[ApprovedRun]
) -> dict[int, ApprovedRun]:
    """The run of each search that has one, by the place of the search."""
    by_person: dict[str, list[ApprovedRun]] = {}
    for run in runs:
        by_person.setdefault(run.serial, []).append(run)
    pairs = sorted(
        (run.apart(one), place, run.number, run)
        for place, one in enumerate(observations)
        if one.kind == Kind.SEARCH
        for run in by_person.get(one.serial, [])
        if run.explains(one)
    )
    explained: dict[int, ApprovedRun] = {}
    taken: set[str] = set()
    for _apart, place, number, run in pairs:
        if place not in explained and number not in taken:
            explained[place] = run
            taken.add(number)
    return explained


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


def without_trace(
    runs: Iterable[ApprovedRun], reconciled: Iterable[Reconciled]
) -> Iterator[ApprovedRun]:
    """The runs about whose time nothing shows their operator at their system, in order.

    What another run explains shows nothing of this one.
    """
    traced: set[str] = set()
    unexplained: dict[str, list[Observation]] = {}
    for one in reconciled:
        if one.run:
            traced.add(one.run.number)
        else:
            unexplained.setdefault(one.observation.serial, []).append(one.observation)
    left = (run for run in runs if run.number not in traced)
    return (run for run in left if not any(map(run.is_near, unexplained.get(run.serial, []))))
