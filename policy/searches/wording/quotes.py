"""The clauses behind a verdict or a decision, quoted as they stand in the policy."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policy.policies.deciding import Verdict
from policy.policies.models import Decision


@dataclass(frozen=True)
class Quote:
    """A clause verbatim, or what is said where no rule speaks (`clause` is then empty)."""

    text: str
    clause: str = ""
    title: str = ""
    number: int | None = None

    @property
    def source(self) -> str:
        if not self.clause:
            return self.title
        return _("%(title)s, version %(number)s, clause %(clause)s") % vars(self)


def quotes_of_decision(decision: Decision) -> list[Quote]:
    """The clauses that mattered to a kept decision; reads `reasons` with rule, clause, version."""
    return _once(
        _quote(reason.rule.clause, reason.rule.version) if reason.rule else Quote(reason.text)
        for reason in decision.reasons.all()
    )


def quotes_of_verdict(verdict: Verdict) -> list[Quote]:
    """The clauses that mattered to a verdict of the versions in force."""
    clauses = _clauses_of(verdict)
    return _once(
        _quote(clauses[key], clauses[key].version) if key in clauses else Quote(reason.text)
        for reason in verdict.reasons
        for key in [(reason.policy, reason.version, reason.clause)]
    )


def heading(outcome: str, quotes: Sequence[Quote]) -> str:
    """What was decided and by which clause, in one line."""
    named = [quote for quote in quotes if quote.clause]
    if not named:
        return _HEADINGS[outcome][0]()
    if len({(quote.title, quote.number) for quote in named}) > 1:
        return _HEADINGS[outcome][2]() % {"count": len(named)}
    clauses = _in_a_row([quote.clause for quote in named])
    return _HEADINGS[outcome][1](len(named)) % {"clauses": clauses, "title": named[0].title}
