"""What a pattern finds, told without a name: who it is about stands in a field of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audits.findings.choices import Kind
from audits.findings.evidence import EvidenceOf
from policy.personnel.models import Person, Unit
from policy.searches.models import SearchRequest


@dataclass(frozen=True)
class Span:
    """From `since` to `until`, the latter left out."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


@dataclass(frozen=True, kw_only=True)
class Evidence(EvidenceOf):
    """One thing about the request of that number, which is not for every reader."""

    number: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """`cause` is the same each time the same thing is found; `happened` is when it began.

    `what` names no person and no request, which would lead to one.
    """

    pattern: Kind
    cause: str
    what: str
    person: Person | None
    unit: Unit | None
    happened: datetime
    evidence: tuple[Evidence, ...]

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the requests that it rests on."""
        return frozenset(one.number for one in self.evidence)


def evidence_of(request: SearchRequest, words: str, *, at: datetime, private: str = "") -> Evidence:
    return Evidence(
        words=words,
        number=str(request),
        link=request.get_absolute_url(),
        at=at,
        private=private,
    )


def the_only(things: Iterable[Any]) -> Any:
    """The one thing that all of `things` are; None where they differ."""
    different = set(things)
    return different.pop() if len(different) == 1 else None
