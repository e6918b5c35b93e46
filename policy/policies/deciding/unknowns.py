"""Which of the open rules matter to a verdict, and which facts would settle them."""

from collections.abc import Iterator, Sequence
from itertools import product

from policy.language.evaluate import Facts, unknown_facts
from policy.policies.choices import Effect
from policy.policies.deciding.compiling import CompiledRule
from policy.policies.deciding.standings import Answer, Standing, answer_of, permits

Effects = frozenset[Effect]


def rules_that_matter(standings: Sequence[Standing]) -> list[CompiledRule]:
    """The open rules that could still change an undecided verdict, or add a requirement to it.

    A rule matters where, for some outcome of the other open rules, the verdict turns on it.
    """
    return [
        rule
        for standing in standings
        for rule in standing.open
        if _matters(rule.effect, standing, standings)
    ]


def facts_that_matter(
    rules: Sequence[CompiledRule], standings: Sequence[Standing], facts: Facts
) -> tuple[str, ...]:
    """The missing facts that leave these rules open, in the order of the vocabulary."""
    missing: dict[str, None] = {}
    for standing in standings:
        vocabulary = standing.policy.vocabulary
        needed = [
            unknown_facts(rule.condition, facts, vocabulary)
            for rule in standing.open
            if rule in rules
        ]
        missing.update(dict.fromkeys(name for name in vocabulary if any(name in n for n in needed)))
    return tuple(missing)


def _matters(effect: Effect, standing: Standing, standings: Sequence[Standing]) -> bool:
    if effect is Effect.REQUIRE:
        return True
    others = [set(_answers(other)) for other in standings if other is not standing]
    return any(
        permits([answer_of(effects - {effect}), *rest])
        != permits([answer_of(effects | {effect}), *rest])
        for effects in _completions(standing)
        if effect not in _settled(standing)
        for rest in product(*others)
    )


def _answers(standing: Standing) -> Iterator[Answer]:
    return map(answer_of, _completions(standing))


def _completions(standing: Standing) -> Iterator[Effects]:
    """The effects that may hold, one set for every outcome of the open rules."""
    settled = _settled(standing)
    maybe = {rule.effect for rule in standing.open} - settled - {Effect.REQUIRE}
    for kept in product((True, False), repeat=len(maybe)):
        chosen = [effect for effect, keep in zip(maybe, kept, strict=True) if keep]
        yield settled.union(chosen)


def _settled(standing: Standing) -> Effects:
    return frozenset(rule.effect for rule in standing.held)
