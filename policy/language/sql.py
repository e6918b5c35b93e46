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


# A fact of each kind out of a jsonb column whose values have the type of their kind.
_CHECKED = {
    Kind.YES_NO: "({column}->>%s)::boolean",
    Kind.NUMBER: "({column}->>%s)::numeric",
    Kind.DAYS: "({column}->>%s)::numeric",
    Kind.SET: "NULLIF({column}->%s, 'null')",
    Kind.DATE: '({column}->>%s) COLLATE "C"',
}
_CHECKED_TEXT = "{column}->>%s"
_JSON_TYPES = {
    Kind.YES_NO: "boolean",
    Kind.NUMBER: "number",
    Kind.DAYS: "number",
    Kind.SET: "array",
}
_TYPES = {Kind.NUMBER: "numeric", Kind.DAYS: "numeric", Kind.YES_NO: "boolean"}
_OPERATORS = {"==": "=", "!=": "<>"}


def as_sql(condition: Condition, vocabulary: Vocabulary, values: Mapping[str, Sql]) -> Sql:
    """Return a boolean expression: TRUE, FALSE, or NULL where the facts leave the condition open.

    `values` gives, for each of its facts, what `value_of` reads, or a column of the same type.
    KeyError where the vocabulary or the values lack one of the condition's facts.
    """
    return fold(
        orders_as_lists(condition, vocabulary),
        leaf=lambda leaf, holds: _leaf(leaf, holds, vocabulary, values),
        all_of=lambda parts: joined(" AND ", parts),
        any_of=lambda parts: joined(" OR ", parts),
    )


def value_of(fact: Fact, column: str = "facts", *, checked: bool = False) -> Sql:
    """Return the value of a fact in a jsonb column of flat facts, NULL where it is unknown.

    It is boolean, numeric, jsonb for a set, and else text. A value stored with the type of another
    kind, as after a question changed its type, is unknown. `checked` says that there is none: each
    value passed `check_facts` with a fact of this kind, so that nobody has to look again.
    """
    text = _CHECKED.get(fact.kind, _CHECKED_TEXT).format(column=column)
    if checked:
        return Sql(text, (fact.name,))
    json_type = _JSON_TYPES.get(fact.kind, "string")
    guarded = f"CASE jsonb_typeof({column}->%s) WHEN '{json_type}' THEN {text} END"
    return Sql(guarded, (fact.name, fact.name))


def joined(operator: str, parts: Iterable[Sql], empty: str = "FALSE") -> Sql:
    """Return the parts in parentheses with the operator between them; `empty` for no part."""
    some = list(parts)
    text = operator.join(f"({part.text})" for part in some) or empty
    return Sql(text, tuple(value for part in some for value in part.parameters))


def _leaf(leaf: Leaf, holds: bool, vocabulary: Vocabulary, values: Mapping[str, Sql]) -> Sql:
    if isinstance(leaf, Always):
        return Sql("TRUE" if leaf.value is holds else "FALSE")
    test = _test(leaf, vocabulary[leaf.fact], values[leaf.fact])
    return test if holds else Sql(f"NOT ({test.text})", test.parameters)


def _test(leaf: FactLeaf, fact: Fact, value: Sql) -> Sql:
    kind = _TYPES.get(fact.kind, "text")
    match leaf:
        case Compare(_, operator, literal):
            return _with(value, f"{_OPERATORS.get(operator, operator)} %s::{kind}", _plain(literal))
        case Among(_, ()):
            # Nothing is in an empty list; where the fact is unknown, so is that.
            return Sql(f"{value.text} <> {value.text}", value.parameters * 2)
        case Among(_, literals):
            return _with(value, f"= ANY(%s::{kind}[])", [_plain(literal) for literal in literals])
        case Contains(_, literal):
            return _with(value, "@> %s::jsonb", dumps([literal]))
        case Within(_, literals):
            return _with(value, "<@ %s::jsonb", dumps(literals))
    return value


def _with(value: Sql, rest: str, parameter: object) -> Sql:
    return Sql(f"{value.text} {rest}", (*value.parameters, parameter))


def _plain(literal: Value) -> Value:
    """Numbers as they are written: a double would bring its own rounding along."""
    return literal if isinstance(literal, bool | str) else repr(literal)
