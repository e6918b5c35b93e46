"""What the policies in force say of a request at a gate."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from policy.language.evaluate import Facts
from policy.policies.choices import Effect, Outcome
from policy.policies.deciding.compiling import PRECEDENCE, CompiledPolicy, CompiledRule
from policy.policies.deciding.standings import (
    AWAY,
    TOWARD,
    Answer,
    Standing,
    outcome_of,
)
from policy.policies.deciding.unknowns import facts_that_matter, rules_that_matter
from policy.policies.deciding.verdicts import SILENCE, Reason, Requirement, Verdict


def decide(policies: Sequence[CompiledPolicy], *, gate: str, facts: Facts) -> Verdict:
    """Return what the policies say together of a request at a gate.

    `facts` maps names to values that passed `check_facts`; a missing name and None are unknown.
    In a policy, forbid beats except beats refuse beats allow beats silence. Together, the request
    is permitted where no policy refuses and at least one permits; an unknown fact never permits.
    """
    standings = [Standing(policy, gate, facts) for policy in policies]
    outcome = outcome_of(standings)
    if outcome is Outcome.PERMITTED:
        return Verdict(outcome, gate, _reasons(_permitting(standings)), _requirements(standings))
    if outcome is Outcome.REFUSED:
        return Verdict(outcome, gate, _refusal(standings, gate))
    mattering = rules_that_matter(standings)
    unknown = facts_that_matter(mattering, standings, facts)
    return Verdict(outcome, gate, _reasons(mattering), _requirements(standings), unknown)


def _permitting(standings: Sequence[Standing]) -> list[CompiledRule]:
    return [rule for standing in standings for rule in standing.held if rule.effect in TOWARD]


def _refusal(standings: Sequence[Standing], gate: str) -> tuple[Reason, ...]:
    refusing = [
        rule
        for standing in standings
        if standing.best is Answer.REFUSED
        for rule in _refusing(standing)
    ]
    if refusing:
        return _reasons(refusing)
    return tuple(standing.policy.silence[gate] for standing in standings) or (_no_policy(),)


def _refusing(standing: Standing) -> Iterable[CompiledRule]:
    """The rules that refuse; a refusal that is or may be excepted only counts if forbidden."""
    excepted = any(rule.effect is Effect.EXCEPT for rule in (*standing.held, *standing.open))
    counted = {Effect.FORBID} if excepted else AWAY
    return (rule for rule in standing.held if rule.effect in counted)


def _reasons(rules: Iterable[CompiledRule]) -> tuple[Reason, ...]:
    """The reasons in order of precedence, and within it in the order of the policies."""
    return tuple(rule.reason for rule in sorted(rules, key=_place))


def _place(rule: CompiledRule) -> int:
    return PRECEDENCE[rule.effect]


def _requirements(standings: Sequence[Standing]) -> tuple[Requirement, ...]:
    return tuple(
        requirement
        for standing in standings
        for rule in standing.held
        for requirement in rule.requirements
    )


def _no_policy() -> Reason:
    return Reason(None, None, None, None, SILENCE, _("No policy is in force."))
