"""One question to the solver, and for how long it may think."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import z3

from policy.language.logic import Formula, Logic


class Unsettled(Exception):
    """The solver did not finish in time, or what it found did not stand up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that one question may take, and all of an analysis together."""

    each: float = 5
    in_all: float = 20


class Solver:
    """Answers questions over one logic until the time is used up."""

    def __init__(self, logic: Logic, limits: Limits) -> None:
        self._logic = logic
        self._limits = limits
        self._ends = monotonic() + limits.in_all

    def find(self, formula: Formula, names: Sequence[str]) -> dict[str, object] | None:
        """The values of these facts on which the formula holds; None where there are none.

        `names` are all facts that the formula speaks of. Raises Unsettled where time runs out.
        """
        solver = z3.Solver(ctx=self._logic.context)
        solver.set("timeout", self._milliseconds())
        solver.add(self._logic.domain(names), formula)
        answer = solver.check()
        if answer == z3.unsat:
            return None
        if answer == z3.unknown:
            raise Unsettled(solver.reason_unknown())
        return self._logic.facts_of(solver.model(), names)

    def _milliseconds(self) -> int:
        left = min(self._limits.each, self._ends - monotonic())
        if left <= 0:
            raise Unsettled("no time is left")
        return max(1, int(left * 1000))
