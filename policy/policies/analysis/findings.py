"""Rules that never apply or never decide, and requests of which no rule speaks."""

from collections.abc import Iterator, Mapping

import z3
from django.utils.translation import gettext as _

from policy.policies.analysis.proving import (
    Prover,
    conditions_at,
    identifiers,
    rules_of,
)
from policy.policies.analysis.results import Finding
from policy.policies.analysis.solving import Unsettled
from policy.policies.choices import FindingKind, Gate
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.deciding import answers_of
from policy.policies.deciding.standings import (
    AWAY,
    EXCEPT,
    FORBID,
    PERMITTED,
    REFUSE,
    REFUSED,
    SILENT,
    TOWARD,
    Answer,
    Standing,
)


def idle_rules(policy: CompiledPolicy, prover: Prover) -> Iterator[Finding]:
    """A finding for each rule that never applies, or that another always overrides."""
    for rule, gates in gates_of_rules(policy).items():
        try:
            yield from _idle(rule, gates, policy, prover)
        except Unsettled:
            yield _not_proved(rule)


def silences(policy: CompiledPolicy, prover: Prover) -> Iterator[Finding]:
    """A finding for each gate with requests of which no rule of the policy speaks."""
    for gate in Gate:
        try:
            yield from _silence(gate, policy, prover)
        except Unsettled:
            text = _("Whether a rule speaks of every request is not proved: %(gate)s.")
            yield Finding(FindingKind.NOT_PROVED, (), text % {"gate": gate.label})


def gates_of_rules(policy: CompiledPolicy) -> dict[CompiledRule, list[Gate]]:
    """Each rule of the policy with its gates, in the order of precedence."""
    gates: dict[CompiledRule, list[Gate]] = {}
    for gate in Gate:
        for rule in policy.rules[gate]:
            gates.setdefault(rule, []).append(gate)
    return gates


def standing_of(policy: CompiledPolicy, gate: str, facts: Mapping[str, object]) -> Standing:
    [answers] = answers_of([policy], gate, facts)
    return Standing(policy, gate, answers)


def answers(standing: Standing, answer: Answer) -> bool:
    """Whether the policy answers so, however its open rules turn out."""
    return standing.best is answer and standing.worst is answer


def _idle(
    rule: CompiledRule, gates: list[Gate], policy: CompiledPolicy, prover: Prover
) -> Iterator[Finding]:
    condition = rule.condition
    facts = prover.find(
        prover.holds(condition), [condition], lambda facts: rule.holds(facts) is True
    )
    if facts is not None:
        yield from _overridden(rule, gates, policy, prover)
        return
    text = _("Rule “%(rule)s” never applies: there is no request on which its condition holds.")
    yield Finding(FindingKind.NEVER_FIRES, identifiers([rule]), text % _named(rule))


def _overridden(
    rule: CompiledRule, gates: list[Gate], policy: CompiledPolicy, prover: Prover
) -> Iterator[Finding]:
    """Whoever permits or requires is overridden by a refusal, and whoever refuses by a permit."""
    if rule.bit == FORBID:
        return
    if any(_decides(rule, gate, policy, prover) for gate in gates):
        return
    gate = gates[0]
    against = PERMITTED if rule.bit == REFUSE else REFUSED
    facts = prover.find(
        prover.holds(rule.condition),
        conditions_at([policy], gate),
        lambda facts: _is_against(against, rule, standing_of(policy, gate, facts)),
    )
    overriding = _overriding(rule, standing_of(policy, gate, facts or {}))
    words = {**_named(rule), "others": ", ".join(identifiers(overriding))}
    text = _("Rule “%(rule)s” never counts: wherever it applies, %(others)s decides otherwise.")
    telling = [rule.condition, *(each.condition for each in overriding)]
    yield Finding(
        FindingKind.ALWAYS_OVERRIDDEN,
        identifiers([rule, *overriding]),
        text % words,
        prover.example(gate, facts or {}, telling, conditions_at([policy], gate)),
    )


def _decides(rule: CompiledRule, gate: Gate, policy: CompiledPolicy, prover: Prover) -> bool:
    """Whether there is a request on which the rule holds and the policy answers as it says."""
    opposed = prover.permits if rule.bit == REFUSE else prover.refuses
    against = PERMITTED if rule.bit == REFUSE else REFUSED
    found = prover.find(
        z3.And(prover.holds(rule.condition), z3.Not(opposed(policy, gate))),
        conditions_at([policy], gate),
        lambda facts: _is_heeded(against, rule, standing_of(policy, gate, facts)),
    )
    return found is not None


def _is_heeded(against: Answer, rule: CompiledRule, standing: Standing) -> bool:
    return rule in standing.held and not answers(standing, against)


def _is_against(against: Answer, rule: CompiledRule, standing: Standing) -> bool:
    return rule in standing.held and answers(standing, against)


def _overriding(rule: CompiledRule, standing: Standing) -> list[CompiledRule]:
    opposed = EXCEPT if rule.bit == REFUSE else AWAY
    return [other for other in standing.held if other.bit & opposed and other.bit < rule.bit]


def _silence(gate: Gate, policy: CompiledPolicy, prover: Prover) -> Iterator[Finding]:
    if not rules_of(policy, gate, TOWARD | AWAY):
        text = _("No rule of the policy decides at this gate: %(gate)s.")
        example = prover.example(gate, {}, (), ())
        yield Finding(FindingKind.SILENT, (), text % {"gate": gate.label}, example)
        return
    conditions = conditions_at([policy], gate)
    facts = prover.find(
        prover.silent(policy, gate),
        conditions,
        lambda facts: answers(standing_of(policy, gate, facts), SILENT),
    )
    if facts is None:
        return
    text = _("There are requests of which no rule speaks: %(gate)s.") % {"gate": gate.label}
    deciding = [rule.condition for rule in rules_of(policy, gate, TOWARD)]
    yield Finding(FindingKind.SILENT, (), text, prover.example(gate, facts, deciding, conditions))


def _not_proved(rule: CompiledRule) -> Finding:
    text = _("Whether rule “%(rule)s” ever counts is not proved.")
    return Finding(FindingKind.NOT_PROVED, identifiers([rule]), text % _named(rule))


def _named(rule: CompiledRule) -> dict[str, str]:
    return {"rule": str(rule.reason.rule)}
