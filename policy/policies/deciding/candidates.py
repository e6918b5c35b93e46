"""The values that a fact could change to, as far as a set of rules can tell them apart."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from policy.language.conditions import Condition, facts_of, literals_of, parts_of
from policy.language.evaluate import compile_condition
from policy.language.facts import Fact, Kind, Vocabulary

# Stands for every text that no rule names.
ANY_OTHER = "(any other)"

# How many choices of a set are tried in all their combinations.
_MOST_COMBINED = 6


def candidates(
    fact: Fact, present: object, conditions: Sequence[Condition], vocabulary: Vocabulary
) -> list[object]:
    """Return one value for each way in which the conditions can read the fact, but the present.

    Each is the value nearest to what is there or to what a condition names; values that no
    condition tells apart are represented by one. The order is that of the fact's choices.
    """
    leaves = [leaf for condition in conditions for leaf in _leaves(condition, fact.name)]
    literals = frozenset().union(*(literals_of(leaf)[fact.name] for leaf in leaves))
    readings = [compile_condition(leaf, vocabulary) for leaf in leaves]
    found: dict[tuple[bool | None, ...], object] = {}
    for value in (present, *_pool(fact, present, literals)):
        found.setdefault(tuple(reading({fact.name: value}) for reading in readings), value)
    return list(found.values())[1:]


def _leaves(condition: Condition, name: str) -> Iterator[Condition]:
    parts = parts_of(condition)
    if not parts and name in facts_of(condition):
        yield condition
    for part in parts:
        yield from _leaves(part, name)


def _pool(fact: Fact, present: object, literals: frozenset) -> Iterable[object]:
    if fact.kind is Kind.SET:
        return _sets(fact, present, literals)
    if fact.kind in (Kind.CHOICE, Kind.ORDERED):
        return fact.choices
    if fact.kind is Kind.TEXT:
        return (*sorted(literals), ANY_OTHER)
    if fact.kind is Kind.DATE:
        return _dates(literals)
    return (True, False) if fact.kind is Kind.YES_NO else _numbers(literals)


def _numbers(literals: frozenset) -> list[float]:
    """The boundaries, then what lies just beside them, then between them."""
    bounds = sorted(literals)
    beside = [bound + step for bound in bounds for step in (-1, 1)]
    return [*bounds, *beside, *((low + high) / 2 for low, high in pairwise(bounds))]


def _dates(literals: frozenset) -> list[str]:
    bounds = [date.fromisoformat(literal) for literal in sorted(literals)]
    beside = [bound + timedelta(days=step) for bound in bounds for step in (-1, 1)]
    return [day.isoformat() for day in (*bounds, *beside)]


def _sets(fact: Fact, present: object, literals: frozenset) -> list[list[str]]:
    """Sets of the choices that rules name, with and without what else is there now.

    Those that differ least from what is there come first, and the empty set last.
    """
    now = frozenset(present) if isinstance(present, list) else frozenset()
    chosen = _combined([choice for choice in fact.choices if choice in literals], now & literals)
    pool = {*chosen, *(some | now - literals for some in chosen)}
    ordered = sorted(pool, key=lambda some: (not some, len(some ^ now), _in_order(fact, some)))
    return [_in_order(fact, some) for some in ordered]


def _combined(named: list[str], now: frozenset[str]) -> list[frozenset[str]]:
    """All sets of a few choices; of many those of one choice, and those that differ by one."""
    if len(named) <= _MOST_COMBINED:
        sizes = range(len(named) + 1)
        return [frozenset(some) for size in sizes for some in combinations(named, size)]
    single = [frozenset({choice}) for choice in named]
    return [frozenset(), now, *single, *(now ^ one for one in single)]


def _in_order(fact: Fact, some: frozenset[str]) -> list[str]:
    return [choice for choice in fact.choices if choice in some]
