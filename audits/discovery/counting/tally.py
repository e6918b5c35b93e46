"""How many observations there are of what."""

from collections import Counter
from dataclasses import dataclass, field

from audits.discovery.counting.observations import RECORDS, Kind
from audits.discovery.reconciling import Reconciled, State
from audits.discovery.services import Standing


def is_outside_search(one: Reconciled) -> bool:
    """Whether it is a search on a service that is not allowed."""
    seen = one.observation
    return seen.kind == Kind.SEARCH and seen.service.standing == Standing.PROHIBITED


@dataclass
class Tally:
    """Observations, by state; and how many of them are of nobody known.

    `searches` are those on services that are not allowed, by serial number, "" for nobody's.
    `records` is how many records of others there are, by kind, and `told` how many searches they
    tell of.
    """

    states: Counter[State] = field(default_factory=Counter)
    searches: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    nobody: int = 0

    def add(self, one: Reconciled) -> None:
        seen = one.observation
        self.states[one.state] += 1
        self.nobody += not seen.serial
        if is_outside_search(one):
            self.searches[seen.serial] += 1
        if seen.kind in RECORDS:
            self.records[seen.kind] += 1
            self.told[seen.kind] += seen.searches_told

    @property
    def people(self) -> list[str]:
        """Who made the `searches`."""
        return sorted(set(self.searches) - {""})

    @property
    def share_of_nobody(self) -> float:
        return self.nobody / self.states.total() if self.states else 0.0
