"""A condition as a sketch."""

from collections.abc import Sequence

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
    Within,
)
from policy.policies.sketches import operators as op
from policy.policies.sketches.sketch import ALL, ANY, NONE, NOT_ALL, Group, Node, Row
from policy.policies.sketches.values import typed

_NEGATED = {
    op.YES: op.NO,
    op.ONE_OF: op.NONE_OF,
    op.HAS: op.HAS_NOT,
    op.WITHIN: op.NOT_WITHIN,
}


def sketch_of(condition: Condition) -> Group:
    """The rows and groups that `condition_of` makes this same tree from."""
    node = _node(condition)
    return node if isinstance(node, Group) else Group(ALL, (node,))


def _node(condition: Condition) -> Node:
    match condition:
        case AllOf(parts):
            return _group(ALL, parts)
        case AnyOf(parts):
            return _group(ANY, parts)
        case Not(part):
            return _negated(part)
    return _row(condition)


def _negated(part: Condition) -> Node:
    match part:
        case AllOf(parts):
            return _group(NOT_ALL, parts)
        case AnyOf(parts):
            return _group(NONE, parts)
    row = _node(part)
    # A negated row would be negated twice: that needs a group of its own.
    if not isinstance(part, Not) and isinstance(row, Row) and row.operator in _NEGATED:
        return Row(row.fact, _NEGATED[row.operator], row.values)
    return Group(NONE, (row,))


def _group(joint: str, parts: Sequence[Condition]) -> Group:
    return Group(joint, tuple(map(_node, parts)))


def _row(leaf: Leaf) -> Row:
    match leaf:
        case Always(value):
            return Row(typed(value))
        case IsYes(fact):
            return Row(fact, op.YES)
        case Compare(fact, operator, bool(value)):
            return Row(fact, f"{operator} {typed(value)}")
    return _row_with_values(leaf)


def _row_with_values(leaf: Leaf) -> Row:
    match leaf:
        case Compare(fact, operator, value):
            return Row(fact, operator, (typed(value),))
        case Contains(fact, value):
            return Row(fact, op.HAS, (typed(value),))
        case Among(fact, values):
            return Row(fact, op.ONE_OF, tuple(map(typed, values)))
        case Within(fact, values):
            return Row(fact, op.WITHIN, tuple(map(typed, values)))
    raise TypeError(leaf)
