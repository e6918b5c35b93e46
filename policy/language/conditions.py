"""The tree of a condition, and questions about the tree itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

T = TypeVar("T")
Value = bool | int | float | str


class ConditionError(ValueError):
    """A text that is not a condition. Line and column count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message, line, column)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return _("line %(line)s, column %(column)s: %(message)s") % vars(self)


@dataclass(frozen=True, slots=True)
class Always:
    """`true` or `false`: holds, or fails, whatever the facts."""

    value: bool


@dataclass(frozen=True, slots=True)
class IsYes:
    """A yes/no fact by itself."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact compared with one value by ==, !=, <, <=, > or >=."""

    fact: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Among:
    """A fact whose value is in a list."""

    fact: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """A set that has this choice."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Within:
    """A set that has no choice outside this list; an empty set has none."""

    fact: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a part."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Parts that must all hold; one at least, and two or more where they were parsed."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Parts of which one must hold; one at least, and two or more where they were parsed."""

    parts: tuple["Condition", ...]


FactLeaf = IsYes | Compare | Among | Contains | Within
Leaf = Always | FactLeaf
Condition = Leaf | Not | AllOf | AnyOf


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts that the condition is directly made of; none for a leaf."""
    match condition:
        case Not(part):
            return (part,)
        case AllOf(parts) | AnyOf(parts):
            return parts
    return ()


def facts_of(condition: Condition) -> frozenset[str]:
    """Return the names of all facts that the condition speaks of."""
    return frozenset(leaf.fact for leaf in _leaves(condition) if not isinstance(leaf, Always))


def literals_of(condition: Condition) -> Mapping[str, frozenset[Value]]:
    """Return, for each fact, the values that the condition compares it with.

    A yes/no fact by itself counts as compared with True. For an order these are the boundary
    values, on either side of which the condition may answer differently.
    """
    found: dict[str, frozenset[Value]] = {}
    for leaf in _leaves(condition):
        if not isinstance(leaf, Always):
            found[leaf.fact] = found.get(leaf.fact, frozenset()) | _literals(leaf)
    return found


def fold(
    condition: Condition,
    *,
    leaf: Callable[[Leaf, bool], T],
    all_of: Callable[[list[T]], T],
    any_of: Callable[[list[T]], T],
    holds: bool = True,
) -> T:
    """Return what a reading makes of the condition (or, with `holds=False`, of its opposite).

    `leaf` gets each leaf and whether it is to hold: negations are moved down to the leaves by De
    Morgan's laws, which are true in three-valued logic as well.
    """

    def read(part: Condition, holds: bool) -> T:
        match part:
            case Not(inner):
                return read(inner, not holds)
            case AllOf(parts) | AnyOf(parts):
                group = all_of if isinstance(part, AllOf) is holds else any_of
                return group([read(inner, holds) for inner in parts])
        return leaf(part, holds)

    return read(condition, holds)


def map_leaves(condition: Condition, change: Callable[[Leaf], Leaf]) -> Condition:
    """Return the condition with every leaf replaced by what `change` makes of it."""
    match condition:
        case Not(part):
            return Not(map_leaves(part, change))
        case AllOf(parts):
            return AllOf(tuple(map_leaves(part, change) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(map_leaves(part, change) for part in parts))
    return change(condition)


def _leaves(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case Not() | AllOf() | AnyOf():
            for part in parts_of(condition):
                yield from _leaves(part)
        case leaf:
            yield leaf


def _literals(leaf: Leaf) -> frozenset[Value]:
    match leaf:
        case Compare(_, _, value) | Contains(_, value):
            return frozenset({value})
        case Among(_, values) | Within(_, values):
            return frozenset(values)
    return frozenset({True})
