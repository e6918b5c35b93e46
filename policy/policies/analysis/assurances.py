"""What must never be permitted, or must always carry a requirement, proved or shown to fail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import z3

from policy.language.conditions import Always, Condition
from policy.language.evaluate import compile_condition
from policy.language.parser import parse
from policy.policies.analysis.proving import (
    Prover,
    conditions_at,
    requiring,
    rules_of,
)
from policy.policies.analysis.results import Proof
from policy.policies.analysis.solving import Limits, Unsettled
from policy.policies.choices import Outcome
from policy.policies.deciding import CompiledPolicy, Verdict, decide
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.standings import TOWARD
from policy.policies.packs import AssuranceText


@dataclass(frozen=True)
class _Violation:
    """What breaks an assurance at a gate: a permit of which `formula` holds and `bears_out` too.

    `telling` are the conditions that it is about.
    """

    formula: object
    telling: tuple[Condition, ...]
    bears_out: Callable[[Mapping[str, object], Verdict], bool]


def prove(
    policies: Sequence[CompiledPolicy],
    assurances: Sequence[AssuranceText],
    limits: Limits | None = None,
) -> tuple[Proof, ...]:
    """Whether each assurance holds for every request, under these policies together.

    "Permitted" is what `deciding.decide` permits; without policies that is nothing. Raises
    ConditionError for an assurance over facts that none of the policies knows.
    """
    if not policies:
        return tuple(Proof(each.id, each.text, holds=True) for each in assurances)
    prover = Prover(policies, limits)
    return tuple(prove_one(policies, assurance, prover) for assurance in assurances)


def prove_one(
    policies: Sequence[CompiledPolicy], assurance: AssuranceText, prover: Prover
) -> Proof:
    """The first gate with a request that breaks the assurance settles it."""
    unsettled = False
    for gate in assurance.gates:
        try:
            broken = _broken_at(gate, policies, assurance, prover)
        except Unsettled:
            unsettled = True
        else:
            if broken:
                return broken
    return Proof(assurance.id, assurance.text, None if unsettled else True)


def _broken_at(
    gate: str, policies: Sequence[CompiledPolicy], assurance: AssuranceText, prover: Prover
) -> Proof | None:
    violation = _violation(gate, policies, assurance, prover)
    conditions = [*conditions_at(policies, gate), *violation.telling]

    def claim(facts: Mapping[str, object]) -> bool:
        verdict = decide(policies, gate=gate, facts=facts)
        return verdict.outcome is Outcome.PERMITTED and violation.bears_out(facts, verdict)

    formula = z3.And(prover.permitted(policies, gate), violation.formula)
    facts = prover.find(formula, conditions, claim)
    if facts is None:
        return None
    permitting = _permitting(policies, gate, facts)
    telling = [*violation.telling, *(rule.condition for rule in permitting)]
    return Proof(
        assurance.id,
        assurance.text,
        holds=False,
        rules=tuple(_named(rule, policies) for rule in permitting),
        example=prover.example(gate, facts, telling, conditions),
    )


def _violation(
    gate: str, policies: Sequence[CompiledPolicy], assurance: AssuranceText, prover: Prover
) -> _Violation:
    if assurance.never:
        return _prohibited(parse(assurance.never, prover.vocabulary), prover)
    return _lacking(assurance.always_requires, gate, policies, prover)


def _prohibited(condition: Condition, prover: Prover) -> _Violation:
    holds = compile_condition(condition, prover.vocabulary)
    return _Violation(
        prover.holds(condition), (condition,), lambda facts, verdict: holds(facts) is True
    )


def _lacking(
    kind: str, gate: str, policies: Sequence[CompiledPolicy], prover: Prover
) -> _Violation:
    demanding = [
        rule for policy in policies for rule in requiring(policy, gate) if _demands(rule, kind)
    ]
    return _Violation(
        z3.Not(prover.any_holds(demanding)),
        tuple(rule.condition for rule in demanding if not isinstance(rule.condition, Always)),
        lambda facts, verdict: kind not in [each["kind"] for each in verdict.requirements],
    )


def _demands(rule: CompiledRule, kind: str) -> bool:
    return any(requirement["kind"] == kind for requirement in rule.requirements)


def _permitting(
    policies: Sequence[CompiledPolicy], gate: str, facts: Mapping[str, object]
) -> list[CompiledRule]:
    return [
        rule
        for policy in policies
        for rule in rules_of(policy, gate, TOWARD)
        if rule.holds(facts) is True
    ]


def _named(rule: CompiledRule, policies: Sequence[CompiledPolicy]) -> str:
    reason = rule.reason
    return f"{reason.policy}: {reason.rule}" if len(policies) > 1 else str(reason.rule)
