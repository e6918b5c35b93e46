"""A condition as text: in this dialect, and in standard CEL for any engine."""

from policy.language.conditions import (
    AllOf,
    Always,
    Among,
    AnyOf,
    Compare,
    Condition,
    Contains,
    IsYes,
    Leaf,
    Not,
    Value,
    Within,
    map_leaves,
)
from policy.language.facts import Vocabulary
from policy.language.literals import write_literal
from policy.language.orders import orders_as_lists


def as_source(condition: Condition) -> str:
    """Return the text that parses to this same tree."""
    match condition:
        case AnyOf(parts):
            return " || ".join(_within_or(part) for part in parts)
        case AllOf(parts):
            return " && ".join(_within_and(part) for part in parts)
        case Not(part):
            return f"!{_after_not(part)}"
    return _leaf(condition)


def as_cel(condition: Condition, vocabulary: Vocabulary) -> str:
    """Return standard CEL that answers as the condition does.

    The engine gets one map per first part of the facts' names (`system`, `request`, …), without the
    unknown facts, numbers as doubles, dates as text; an error of the engine means unknown. Orders
    of choices become lists, as CEL does not know them. KeyError where the vocabulary lacks one of
    the condition's facts.
    """
    return as_source(map_leaves(orders_as_lists(condition, vocabulary), _with_doubles))


def _within_or(part: Condition) -> str:
    return f"({as_source(part)})" if isinstance(part, AnyOf) else as_source(part)


def _within_and(part: Condition) -> str:
    return f"({as_source(part)})" if isinstance(part, AllOf | AnyOf) else as_source(part)


def _after_not(part: Condition) -> str:
    return as_source(part) if isinstance(part, IsYes | Always) else f"({as_source(part)})"


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Always(value):
            return write_literal(value)
        case Compare(fact, operator, value):
            return f"{fact} {operator} {write_literal(value)}"
        case Among(fact, values):
            return f"{fact} in {_list(values)}"
        case Contains(fact, value):
            return f"{write_literal(value)} in {fact}"
        case Within(fact, values):
            return f"{fact}.all(item, item in {_list(values)})"
    return leaf.fact


def _list(values: tuple[Value, ...]) -> str:
    return "[" + ", ".join(write_literal(value) for value in values) + "]"


def _with_doubles(leaf: Leaf) -> Leaf:
    match leaf:
        case Compare(fact, operator, value):
            return Compare(fact, operator, _double(value))
        case Among(fact, values):
            return Among(fact, tuple(_double(value) for value in values))
    return leaf


def _double(value: Value) -> Value:
    return value if isinstance(value, bool | str) else float(value)
