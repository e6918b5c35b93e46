"""What the rules of several policies say, as formulas, and requests found by them.

Everything is proved over requests of which every fact is known. That is enough: a request with
unknown facts is permitted only where it would be permitted however they turned out (`standings`
takes every open rule that refuses to hold, and none that permits; adding a rule that permits, or
taking away one that refuses, never turns a permit away; and no requirement may be left open). So
whatever is permitted with unknown facts is permitted, with the same requirements, for any values
of them, and shows up here as a request with those values.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import z3

from policy.language.conditions import Condition, facts_of
from policy.language.facts import Fact, Kind, Vocabulary
from policy.language.logic import Formula, Logic
from policy.policies.analysis.examples import example_of
from policy.policies.analysis.results import Example
from policy.policies.analysis.solving import Limits, Solver, Unsettled
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.standings import ALLOW, EXCEPT, FORBID, REFUSE, REQUIRE

Found = dict[str, object]
Claim = Callable[[Mapping[str, object]], bool]

_DECIDING = FORBID | EXCEPT | REFUSE | ALLOW


class Prover:
    """The rules of some policies as formulas in one logic, and a solver over it."""

    def __init__(self, policies: Sequence[CompiledPolicy], limits: Limits | None = None) -> None:
        self.vocabulary = merged(policy.vocabulary for policy in policies)
        self.logic = Logic(self.vocabulary, all_known=True)
        self._order = {name: place for place, name in enumerate(self.vocabulary)}
        self._solver = Solver(self.logic, limits or Limits())
        self._read: dict[int, _Read] = {}
        self._effects: dict[tuple[CompiledPolicy, str, int], Formula] = {}

    def holds(self, condition: Condition) -> Formula:
        return self._reading(condition).formula

    def any_holds(self, rules: Iterable[CompiledRule]) -> Formula:
        return self.logic.any_of([self.holds(rule.condition) for rule in rules])

    def refuses(self, policy: CompiledPolicy, gate: str) -> Formula:
        """It forbids; or it refuses, and makes no exception."""
        forbids, excepts, refuses = self._hold(policy, gate, FORBID, EXCEPT, REFUSE)
        return z3.Or(forbids, z3.And(refuses, z3.Not(excepts)))

    def permits(self, policy: CompiledPolicy, gate: str) -> Formula:
        """It makes an exception or allows, and does not refuse."""
        excepts, allows = self._hold(policy, gate, EXCEPT, ALLOW)
        return z3.And(z3.Or(excepts, allows), z3.Not(self.refuses(policy, gate)))

    def silent(self, policy: CompiledPolicy, gate: str) -> Formula:
        """No rule of it decides."""
        [decides] = self._hold(policy, gate, _DECIDING)
        return z3.Not(decides)

    def refused(self, policies: Sequence[CompiledPolicy], gate: str) -> Formula:
        """One of the policies refuses."""
        return self.logic.any_of([self.refuses(policy, gate) for policy in policies])

    def permitted(self, policies: Sequence[CompiledPolicy], gate: str) -> Formula:
        """What `decide` permits: no policy refuses, and one permits."""
        permits = self.logic.any_of([self.permits(policy, gate) for policy in policies])
        return z3.And(permits, z3.Not(self.refused(policies, gate)))

    def find(self, formula: Formula, conditions: Iterable[Condition], claim: Claim) -> Found | None:
        """The facts of a request on which the formula holds, as few as it takes; None without one.

        `conditions` are all that the formula was made of. `claim` says the same of facts by way of
        deciding: a request that it does not bear out proves nothing, and raises Unsettled, as does
        a question that takes too long.
        """
        names = frozenset().union(*(self._reading(condition).names for condition in conditions))
        found = self._solver.find(formula, sorted(names, key=self._order.__getitem__))
        if found is None:
            return None
        if not claim(found):
            raise Unsettled("what the solver found is judged otherwise")
        return _fewest(self._likelier(found, claim), claim)

    def example(
        self,
        gate: str,
        facts: Mapping[str, object],
        telling: Iterable[Condition],
        conditions: Iterable[Condition],
    ) -> Example:
        """The request in words; `telling` are the conditions that it is about."""
        names = {name: None for each in telling for name in sorted(facts_of(each))}
        return example_of(
            gate,
            facts,
            telling=names,
            conditions=list(conditions),
            vocabulary=self.vocabulary,
        )

    def _likelier(self, found: Found, claim: Claim) -> Found:
        """The facts with something in each set that is empty, where that makes no difference."""
        likely = dict(found)
        for name, value in found.items():
            filled = [{**likely, name: [choice]} for choice in self.vocabulary[name].choices]
            if value == []:
                likely = next((facts for facts in filled if claim(facts)), likely)
        return likely

    def _hold(self, policy: CompiledPolicy, gate: str, *effects: int) -> list[Formula]:
        """For each of these effects, whether a rule of it holds."""
        return [self._holding(policy, gate, effect) for effect in effects]

    def _holding(self, policy: CompiledPolicy, gate: str, effect: int) -> Formula:
        key = (policy, gate, effect)
        if key not in self._effects:
            self._effects[key] = self.any_holds(rules_of(policy, gate, effect))
        return self._effects[key]

    def _reading(self, condition: Condition) -> "_Read":
        # By identity, as comparing trees takes longer than reading them again would.
        if id(condition) not in self._read:
            formula = self.logic.when_true(condition)
            self._read[id(condition)] = _Read(condition, formula, facts_of(condition))
        return self._read[id(condition)]


class _Read(NamedTuple):
    """A condition, kept so that its identity stays its own, with what was made of it."""

    condition: Condition
    formula: Formula
    names: frozenset[str]


def rules_of(policy: CompiledPolicy, gate: str, effects: int) -> list[CompiledRule]:
    """The rules of the policy at the gate that have one of the effects."""
    return [rule for rule in policy.rules[gate] if rule.bit & effects]


def conditions_at(policies: Iterable[CompiledPolicy], *gates: str) -> list[Condition]:
    """What the policies ask of a request at these gates."""
    return [rule.condition for each in policies for gate in gates for rule in each.rules[gate]]


def requiring(policy: CompiledPolicy, gate: str) -> list[CompiledRule]:
    return rules_of(policy, gate, REQUIRE)


def merged(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    """All facts of these; one with other choices in two of them has the choices of both."""
    facts: dict[str, Fact] = {}
    for vocabulary in vocabularies:
        for name, fact in vocabulary.items():
            facts[name] = _both(facts.get(name, fact), fact)
    return Vocabulary(facts.values())


def _both(first: Fact, second: Fact) -> Fact:
    if first is second or first.kind not in (Kind.CHOICE, Kind.SET):
        return first
    return replace(first, choices={**second.choices, **first.choices})


def _fewest(found: Found, claim: Claim) -> Found:
    """The facts without those that the claim does not need, the last of the vocabulary first."""
    kept = dict(found)
    for name in reversed(list(found)):
        fewer = {other: value for other, value in kept.items() if other != name}
        if claim(fewer):
            kept = fewer
    return kept


def identifiers(rules: Collection[CompiledRule]) -> tuple[str, ...]:
    """The identifiers of the rules, each once."""
    return tuple(dict.fromkeys(str(rule.reason.rule) for rule in rules))
