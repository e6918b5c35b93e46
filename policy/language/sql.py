"""Reading 2: a condition as SQL, for asking it of many stored requests in one pass.

SQL's own logic has the three values of the language: NULL stands for unknown, and AND, OR and NOT
treat it as the other readings do.
"""

from collections.abc import Iterable, Mapping
from json import dumps
from typing import Any, NamedTuple

from policy.language.conditions import (
    Always,
    Among,
    Compare,
    Condition,
    Contains,
    FactLeaf,
    Leaf,
    Value,
    Within,
    fold,
)
from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind
from policy.language.orders import orders_as_lists


class Sql(NamedTuple):
    """A piece of SQL, with a `%s` for each of its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


# A fact of each kind out of a jsonb column; NULL where it is missing, null, or of another type.
_TEXT = "CASE jsonb_typeof({column}->%s) WHEN 'string' THEN {column}->>%s END"
_VALUES = {
    Kind.YES_NO: "CASE {column}->%s WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    Kind.NUMBER: "CASE jsonb_typeof({column}->%s) WHEN 'number' THEN ({column}->>%s)::numeric END",
    Kind.SET: "CASE jsonb_typeof({column}->%s) WHEN 'array' THEN {column}->%s END",
    Kind.DATE: f'({_TEXT}) COLLATE "C"',
}
_VALUES[Kind.DAYS] = _VALUES[Kind.NUMBER]
_TYPES = {Kind.NUMBER: "numeric", Kind.DAYS: "numeric", Kind.YES_NO: "boolean"}
_OPERATORS = {"==": "=", "!=": "<>"}


def as_sql(condition: Condition, vocabulary: Vocabulary, names: Mapping[str, str]) -> Sql:
    """Return a boolean expression: TRUE, FALSE, or NULL where the facts leave the condition open.

    `names` gives, for each of its facts, the column that holds its value as `value_of` reads it.
    KeyError where the vocabulary or the names lack one of the condition's facts.
    """
    return fold(
        orders_as_lists(condition, vocabulary),
        leaf=lambda leaf, holds: _leaf(leaf, holds, vocabulary, names),
        all_of=lambda parts: joined(" AND ", parts),
        any_of=lambda parts: joined(" OR ", parts),
    )


def value_of(fact: Fact, column: str = "facts") -> Sql:
    """Return the value of a fact in a jsonb column of flat facts, NULL where it is unknown.

    It is boolean, numeric, jsonb for a set, and else text. A value stored with the type of another
    kind, as after a question changed its type, is unknown.
    """
    text = _VALUES.get(fact.kind, _TEXT).format(column=column)
    return Sql(text, (fact.name,) * text.count("%s"))


def joined(operator: str, parts: Iterable[Sql], empty: str = "FALSE") -> Sql:
    """Return the parts in parentheses with the operator between them; `empty` for no part."""
    some = list(parts)
    text = operator.join(f"({part.text})" for part in some) or empty
    return Sql(text, tuple(value for part in some for value in part.parameters))


def _leaf(leaf: Leaf, holds: bool, vocabulary: Vocabulary, names: Mapping[str, str]) -> Sql:
    if isinstance(leaf, Always):
        return Sql("TRUE" if leaf.value is holds else "FALSE")
    test = _test(leaf, vocabulary[leaf.fact], names[leaf.fact])
    return test if holds else Sql(f"NOT ({test.text})", test.parameters)


def _test(leaf: FactLeaf, fact: Fact, name: str) -> Sql:
    kind = _TYPES.get(fact.kind, "text")
    match leaf:
        case Compare(_, operator, value):
            return Sql(
                f"{name} {_OPERATORS.get(operator, operator)} %s::{kind}", (_parameter(value),)
            )
        case Among(_, ()):
            return Sql(f"{name} <> {name}")  # false, but unknown where the fact is
        case Among(_, values):
            return Sql(f"{name} = ANY(%s::{kind}[])", ([_parameter(value) for value in values],))
        case Contains(_, value):
            return Sql(f"{name} @> %s::jsonb", (dumps([value]),))
        case Within(_, values):
            return Sql(f"{name} <@ %s::jsonb", (dumps(values),))
    return Sql(name)


def _parameter(value: Value) -> Value:
    """Numbers as they are written: a double would bring its own rounding along."""
    return value if isinstance(value, bool | str) else repr(value)
