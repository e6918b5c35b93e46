"""A kept decision in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from policy.language.facts import Vocabulary
from policy.policies.choices import Gate, Outcome
from policy.policies.deciding import REGISTER
from policy.policies.models import Decision, Rule, Waiver
from policy.policies.permissions import is_waivable
from policy.policies.queries import vocabulary_in_force
from policy.searches.wording.elsewhere import permitted_on
from policy.searches.wording.facts import change_in_words, facts_in_words
from policy.searches.wording.quotes import Quote, quotes_of_decision, where


@dataclass(frozen=True)
class Said:
    """`facts` as they stood; of a refusal, `elsewhere` are the systems on which it would have been
    permitted, `to_permit` other changes that would have turned it, each in words, and `waivable`
    the refusing rules that someone may waive. `rested_on` are the waivers that helped it."""

    decision: Decision
    outcome: str
    heading: str
    quotes: Sequence[Quote]
    facts: Sequence[tuple[str, str]]
    elsewhere: Sequence[str]
    to_permit: Sequence[str]
    waivable: Sequence[Rule]
    rested_on: Sequence[Waiver]
    next_step: str


def decision_in_words(decision: Decision) -> Said:
    vocabulary = vocabulary_in_force(decision.made_at)
    quotes = quotes_of_decision(decision)
    elsewhere = permitted_on(decision) if decision.outcome == Outcome.REFUSED else []
    return Said(
        decision=decision,
        outcome=decision.outcome,
        heading=_heading(decision, quotes),
        quotes=quotes,
        facts=facts_in_words(decision.facts, vocabulary),
        elsewhere=elsewhere,
        to_permit=_changes(decision, vocabulary, with_system=not elsewhere),
        waivable=_waivable(decision),
        rested_on=[rested.waiver for rested in decision.waivers.select_related("waiver__rule")],
        next_step=_next_step(decision),
    )


def _heading(decision: Decision, quotes: Sequence[Quote]) -> str:
    clauses = where(quotes)
    if not clauses:
        return str(_BARE[decision.outcome]())
    return _BY[decision.outcome]() % {"where": clauses}


_BARE: Mapping[str, Callable[[], str]] = {
    Outcome.PERMITTED: lambda: _("Permitted"),
    Outcome.REFUSED: lambda: _("Refused"),
    Outcome.UNDECIDED: lambda: _("Not decided"),
}
_BY: Mapping[str, Callable[[], str]] = {
    Outcome.PERMITTED: lambda: _("Permitted by %(where)s"),
    Outcome.REFUSED: lambda: _("Refused by %(where)s"),
    Outcome.UNDECIDED: lambda: _("Left open by %(where)s"),
}


def _changes(decision: Decision, vocabulary: Vocabulary, *, with_system: bool) -> list[str]:
    """The kept changes in words; one that speaks of a fact no longer declared cannot be told."""
    known = [change for change in decision.to_permit if vocabulary.keys() >= change.keys()]
    return [
        change_in_words(change, vocabulary)
        for change in known
        if with_system or not any(name.startswith("system.") for name in change)
    ]


def _waivable(decision: Decision) -> list[Rule]:
    if decision.outcome != Outcome.REFUSED:
        return []
    rules = [reason.rule for reason in decision.reasons.all()]
    return [rule for rule in rules if rule and is_waivable(rule, timezone.now())]


def _next_step(decision: Decision) -> str:
    if decision.outcome != Outcome.REFUSED:
        return ""
    if any(reason.effect == REGISTER for reason in decision.reasons.all()):
        return _next_step_of_register(decision)
    if decision.gate == Gate.SUBMIT:
        return _(
            "The request stays in the register as refused, and nobody can approve it. If your case "
            "can be served within the clause, start a new request. If you think that the clause "
            "does not fit, write to the policy office."
        )
    return _(
        "The request stays as it was. Someone for whom the clause does not stand in the way may "
        "still do this."
    )


def _next_step_of_register(decision: Decision) -> str:
    if decision.gate == Gate.SUBMIT:
        return _(
            "The request stays as refused, and nobody can approve it. Start a new request on a "
            "system that the register has as allowed."
        )
    return _(
        "The request stays as it was. It can go on once the register has the system as allowed "
        "again; otherwise it has to be asked for on another system."
    )
