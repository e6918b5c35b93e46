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


@dataclass(frozen=True)
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

    def explains(self, observation: Observation) -> bool:
        return (
            observation.serial == self.serial
            and observation.service.slug == self.system
            and self.begin <= observation.at <= self.end
            and abs(observation.at - self.ran_at) <= NEAR_RUN
        )


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
    """What each observation is; a run explains the searches that were made for it."""
    by_person: dict[str, list[ApprovedRun]] = {}
    for run in runs:
        by_person.setdefault(run.serial, []).append(run)
    for observation in observations:
        yield _reconciled(observation, by_person.get(observation.serial, []))


def _reconciled(observation: Observation, runs: Sequence[ApprovedRun]) -> Reconciled:
    service = observation.service
    permitted = _permitted(observation)
    if permitted:
        return Reconciled(observation, State.PERMITTED, permitted)
    if service.standing == Standing.PROHIBITED:
        return Reconciled(observation, State.OPEN, f"{service.name} is not allowed")
    explaining = [run for run in runs if run.explains(observation)]
    if explaining:
        run = min(explaining, key=lambda one: abs(one.ran_at - observation.at))
        why = f"run for {run.number}, recorded at {run.ran_at:%Y-%m-%d %H:%M} UTC"
        return Reconciled(observation, State.EXPLAINED, why, run)
    if not observation.serial:
        return Reconciled(observation, State.OPEN, "nobody is known who made it")
    return Reconciled(observation, State.OPEN, f"no approved run in {service.name} fits it")


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
    """The runs that no observation is explained by, in order."""
    traced = {one.run.number for one in reconciled if one.run}
    return (run for run in runs if run.number not in traced)
