"""What a pattern finds, told without a name: who it is about stands in a field of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from policy.personnel.models import Person, Unit
from policy.searches.models import SearchRequest


class Pattern(TextChoices):
    """The ways around the rule that are looked for."""

    APPROVED_AFTER_USE = "approved_after_use", _("approved after use")
    RAPID_APPROVALS = "rapid_approvals", _("rapid approvals")
    OFF_DUTY_APPROVAL = "off_duty_approval", _("approval off duty")
    LAPSED_CERTIFICATE = "lapsed_certificate", _("lapsed certificate")
    VAGUE_REASONS = "vague_reasons", _("vague reasons")
    REPEAT_TARGET = "repeat_target", _("repeated target")
    LAUNDERING = "laundering", _("search for an outside agency, hidden")


@dataclass(frozen=True)
class Span:
    """From `since` to `until`, the latter left out."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One thing of one request. `words` name nobody; `private` may, and is to be sealed."""

    words: str
    number: str
    link: str
    at: datetime
    private: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """`cause` is the same each time the same thing is found; `happened` is when it began."""

    pattern: Pattern
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
