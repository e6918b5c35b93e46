"""What the policies in force say of a request that is still being filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from policy.personnel.models import Person
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import Verdict
from policy.policies.queries import demands_from, judge, vocabulary_in_force
from policy.searches.facts import facts_of_content
from policy.searches.wording.demands import demands_in_words
from policy.searches.wording.facts import labels_of
from policy.searches.wording.quotes import Quote, quotes_of_verdict, where


@dataclass(frozen=True)
class SoFar:
    """`open` are the facts that still have to be told, `demands` what a permit would cost."""

    outcome: Outcome
    heading: str
    quotes: Sequence[Quote]
    open: Sequence[str]
    demands: Sequence[str]


# What a person has not come to yet is not known; only a request that is to be submitted lacks it.
PRESENCE = ("request.case_number_present", "request.justification_present")


def so_far(
    content: Mapping[str, Any], requester: Person, at: datetime, *, complete: bool = False
) -> SoFar:
    """What the policies say of this content; `complete` counts what is empty as left out."""
    facts = facts_of_content(content, requester, at)
    if not complete:
        facts = {name: value for name, value in facts.items() if value or name not in PRESENCE}
    verdict = judge(
        gate=Gate.SUBMIT, facts=facts, at=at, case_number=content.get("case_number") or ""
    )
    settled = verdict.outcome != Outcome.UNDECIDED
    quotes = quotes_of_verdict(verdict) if settled else []
    permitted = verdict.outcome == Outcome.PERMITTED
    return SoFar(
        outcome=verdict.outcome,
        heading=_heading(verdict, quotes),
        quotes=quotes if verdict.outcome == Outcome.REFUSED else [],
        open=labels_of(verdict.unknown, vocabulary_in_force(at)),
        demands=demands_in_words(demands_from(verdict.requirements)) if permitted else [],
    )


def _heading(verdict: Verdict, quotes: Sequence[Quote]) -> str:
    clauses = where(quotes)
    if verdict.outcome == Outcome.UNDECIDED:
        return _("Not yet known")
    if verdict.outcome == Outcome.PERMITTED:
        return _("Permitted so far")
    if not clauses:
        return _("Would be refused")
    return _("Would be refused by %(where)s") % {"where": clauses}
