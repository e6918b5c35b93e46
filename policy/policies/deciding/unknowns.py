"""Which of the open rules matter to a verdict, and which facts would settle them."""

from collections.abc import Iterator, Sequence
from itertools import product

from policy.language.evaluate import Facts, unknown_facts
from policy.policies.deciding.compiling import BITS, CompiledPolicy, CompiledRule
from policy.policies.deciding.standings import ANSWER_OF, REQUIRE, Answer, Standing, permits

OpenRule = tuple[CompiledPolicy, CompiledRule]


def rules_that_matter(standings: Sequence[Standing]) -> list[OpenRule]:
    """The open rules that could still change an undecided verdict, or add a requirement to it.

    A rule matters where, for some outcome of the other open rules, the verdict turns on it.
    """
    return [
        (standing.policy, rule)
        for standing in standings
        for rule in standing.open
        if rule.bit == REQUIRE or _turns_on(rule.bit, standing, standings)
    ]


def facts_that_matter(rules: Sequence[OpenRule], facts: Facts) -> tuple[str, ...]:
    """The missing facts that leave these rules open, in the order of the vocabulary."""
    missing: dict[CompiledPolicy, frozenset[str]] = {}
    for policy, rule in rules:
        unknown = unknown_facts(rule.condition, facts, policy.vocabulary)
        missing[policy] = missing.get(policy, frozenset()) | unknown
    ordered = (name for policy in missing for name in policy.vocabulary if name in missing[policy])
    return tuple(dict.fromkeys(ordered))


def _turns_on(effect: int, standing: Standing, standings: Sequence[Standing]) -> bool:
    if standing.settled & effect:
        return False
    others = [set(_answers(other)) for other in standings if other is not standing]
    return any(
        permits([ANSWER_OF[effects & ~effect], *rest])
        != permits([ANSWER_OF[effects | effect], *rest])
        for effects in _completions(standing)
        for rest in product(*others)
    )


def _answers(standing: Standing) -> Iterator[Answer]:
    return (ANSWER_OF[effects] for effects in _completions(standing))


def _completions(standing: Standing) -> Iterator[int]:
    """The effects that may hold, one set for every outcome of the open rules."""
    bits = [bit for bit in BITS.values() if bit & standing.maybe]
    for chosen in product(*((0, bit) for bit in bits)):
        yield standing.settled | sum(chosen)
