"""What a benchmark gives back, and how times are taken."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Row(NamedTuple):
    """One figure: what was measured, against what, and the ratio that is to be reached."""

    what: str
    ours: str
    against: str
    ratio: str
    goal: str


def medians(calls: list[Callable[[], object]], rounds: int) -> list[float]:
    """Median milliseconds of each call; they take turns, so that load weighs on all alike."""
    times: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(rounds):
        for call, taken in zip(calls, times, strict=True):
            start = perf_counter()
            call()
            taken.append((perf_counter() - start) * 1000)
    return [median(taken) for taken in times]
