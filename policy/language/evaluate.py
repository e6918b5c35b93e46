"""Reading 1: a condition as a Python closure, for deciding.

The logic has three values: True, False, and None for a condition that the known facts leave open.
"""

from collections.abc import Callable, Mapping
from functools import partial
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from policy.language.conditions import (
    Always,
    Among,
    Compare,
    Condition,
    Contains,
    FactLeaf,
    Leaf,
    Within,
    facts_of,
    fold,
    parts_of,
)
from policy.language.facts import Vocabulary
from policy.language.orders import orders_as_lists

Facts = Mapping[str, object]
Reading = Callable[[Facts], bool | None]

# The value of the condition comes first and the fact's second, so `fact < value` is value > fact.
_MIRRORED = {"==": eq, "!=": ne, "<": gt, "<=": ge, ">": lt, ">=": le}


def compile_condition(condition: Condition, vocabulary: Vocabulary) -> Reading:
    """Return a function from facts to True, False, or None where the facts leave it open.

    The facts are flat (name to value); a missing key and None both mean unknown. They must have
    passed `check_facts`. The vocabulary is the one the condition was parsed with; KeyError for
    another that lacks one of its facts.
    """
    reading: Reading = fold(
        orders_as_lists(condition, vocabulary),
        leaf=_leaf,
        all_of=partial(_group, settled_by=False),
        any_of=partial(_group, settled_by=True),
    )
    return reading


def unknown_facts(condition: Condition, facts: Facts, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the missing facts that leave the condition open; none where it is settled."""
    if compile_condition(condition, vocabulary)(facts) is not None:
        return frozenset()
    parts = parts_of(condition)
    if not parts:
        return facts_of(condition)
    return frozenset().union(*(unknown_facts(part, facts, vocabulary) for part in parts))


def _group(parts: list[Reading], *, settled_by: bool) -> Reading:
    readings = tuple(parts)
    otherwise = not settled_by

    def group(facts: Facts) -> bool | None:
        answer: bool | None = otherwise
        for reading in readings:
            part = reading(facts)
            if part is settled_by:
                return settled_by
            if part is None:
                answer = None
        return answer

    return group


def _leaf(leaf: Leaf, holds: bool) -> Reading:
    if isinstance(leaf, Always):
        return lambda facts: leaf.value is holds
    fact, test = leaf.fact, _test(leaf)

    def known(facts: Facts) -> bool | None:
        found = facts.get(fact)
        return None if found is None else test(found) is holds

    return known


def _test(leaf: FactLeaf) -> Callable[[Any], bool]:
    match leaf:
        case Compare(_, operator, value):
            return partial(_MIRRORED[operator], value)
        case Among(_, values):
            return frozenset(values).__contains__
        case Contains(_, value):
            return lambda found: value in found
        case Within(_, values):
            return frozenset(values).issuperset
    return bool
