"""What a verification answers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from audits.trail.choices import Verdict, Wrong

# As many faults of one sort are told one by one.
MOST_TOLD = 20


@dataclass(frozen=True, kw_only=True)
class About:
    """The record that an entry is about, as far as anything still says it."""

    at: str = ""
    actor: str = ""
    verb: str = ""
    kind: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is not as it was sealed: what, where, and in words.

    `index` is the place in the log, `evidence` what tells it from another fault at the same place.
    """

    wrong: Wrong
    words: str
    index: int | None = None
    about: About | None = None
    evidence: str = ""

    @property
    def cause(self) -> str:
        """The same for the same fault, whenever it is found."""
        parts = (self.wrong, "" if self.index is None else self.index, self.evidence)
        return ":".join(map(str, parts))


class Faults:
    """Faults as they are found: of each sort the first, and how many more there are."""

    def __init__(self) -> None:
        self._told: list[Fault] = []
        self._counts: Counter[str] = Counter()

    def add(self, sort: str, fault: Fault) -> None:
        self._counts[sort] += 1
        if self._counts[sort] <= MOST_TOLD:
            self._told.append(fault)

    def __iter__(self) -> Iterator[Fault]:
        yield from self._told
        for sort, count in self._counts.items():
            if count > MOST_TOLD:
                words = _("%(count)s more: %(sort)s.")
                told = {"count": f"{count - MOST_TOLD:,}", "sort": sort}
                yield Fault(wrong=Wrong.CHANGED, words=words % told, evidence=f"more {sort}")


@dataclass(frozen=True)
class Window:
    """What only the department's own key protects: `entries` since `since`, newer than a witness.

    `witnessed` is how many entries somebody else has seen.
    """

    witnessed: int
    entries: int
    since: datetime | None


@dataclass
class Report:
    """`doubts` is what could not be checked, `remarks` what a reader should know."""

    size: int = 0
    signed_at: datetime | None = None
    window: Window | None = None
    faults: list[Fault] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return Verdict.TAMPERED
        return Verdict.CANNOT_TELL if self.doubts else Verdict.WHOLE
