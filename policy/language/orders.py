"""The orders of choices, for readings that know only lists."""

from operator import ge, gt, le, lt

from policy.language.conditions import Always, Among, Compare, Condition, Leaf, map_leaves
from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind

_ORDERS = {"<": lt, "<=": le, ">": gt, ">=": ge}


def orders_as_lists(condition: Condition, vocabulary: Vocabulary) -> Condition:
    """Return the condition with `rank >= "captain"` written as `rank in ["captain", …]`.

    A list may come out empty, which no one can write: nothing is below the lowest choice. KeyError
    where the vocabulary lacks one of the condition's facts.
    """
    return map_leaves(condition, lambda leaf: _as_list(leaf, vocabulary))


def _as_list(leaf: Leaf, vocabulary: Vocabulary) -> Leaf:
    if isinstance(leaf, Always):
        return leaf
    fact = vocabulary[leaf.fact]
    if not (isinstance(leaf, Compare) and fact.kind is Kind.ORDERED and leaf.operator in _ORDERS):
        return leaf
    return Among(leaf.fact, _satisfying(fact, leaf.operator, str(leaf.value)))


def _satisfying(fact: Fact, operator: str, value: str) -> tuple[str, ...]:
    codes = list(fact.choices)
    boundary = codes.index(value)
    return tuple(
        code for position, code in enumerate(codes) if _ORDERS[operator](position, boundary)
    )
