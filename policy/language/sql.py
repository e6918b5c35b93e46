"""Reading 2: a condition as a Django Q, for asking it of many rows in one query."""

from django.db.models import Func, Q, TextField, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.lookups import Exact

from policy.language.conditions import (
    Always,
    Among,
    Compare,
    Condition,
    Contains,
    FactLeaf,
    Leaf,
    Within,
    fold,
)
from policy.language.facts import Vocabulary
from policy.language.kinds import Kind
from policy.language.orders import orders_as_lists

_LOOKUPS = {"==": "exact", "!=": "exact", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
_JSON_TYPES = {
    Kind.YES_NO: "boolean",
    Kind.NUMBER: "number",
    Kind.DAYS: "number",
    Kind.SET: "array",
}


def when_true(condition: Condition, vocabulary: Vocabulary, column: str = "facts") -> Q:
    """Return the filter for rows on whose facts the condition is true.

    `column` is a JSONField that holds the flat facts, or a path to one over foreign keys. A fact
    that is missing, null, or stored with the type of another kind is unknown. KeyError where the
    vocabulary lacks one of the condition's facts.
    """
    return _read(condition, vocabulary, column, holds=True)


def when_false(condition: Condition, vocabulary: Vocabulary, column: str = "facts") -> Q:
    """Return the filter for rows on whose facts the condition is false; see `when_true`.

    A row on which the condition is unknown passes neither filter.
    """
    return _read(condition, vocabulary, column, holds=False)


def _read(condition: Condition, vocabulary: Vocabulary, column: str, *, holds: bool) -> Q:
    return fold(
        orders_as_lists(condition, vocabulary),
        leaf=lambda leaf, holds: _leaf(leaf, holds, vocabulary, column),
        all_of=lambda parts: Q(*parts),
        any_of=lambda parts: Q(*parts, _connector=Q.OR),
        holds=holds,
    )


def _leaf(leaf: Leaf, holds: bool, vocabulary: Vocabulary, column: str) -> Q:
    if isinstance(leaf, Always):
        return Q(Value(leaf.value is holds))
    test = _test(leaf, f"{column}__{leaf.fact}")
    return _known(vocabulary[leaf.fact].kind, leaf.fact, column) & (test if holds else ~test)


def _known(kind: Kind, name: str, column: str) -> Q:
    json_type: Func = Func(
        KeyTransform(name, column), function="jsonb_typeof", output_field=TextField()
    )
    return Q(Exact(json_type, Value(_JSON_TYPES.get(kind, "string"))))


def _test(leaf: FactLeaf, path: str) -> Q:
    match leaf:
        case Compare(_, operator, value):
            test = Q(**{f"{path}__{_LOOKUPS[operator]}": value})
            return ~test if operator == "!=" else test
        case Among(_, values):
            return Q(**{f"{path}__in": values})
        case Contains(_, value):
            return Q(**{f"{path}__contains": [value]})
        case Within(_, values):
            return Q(**{f"{path}__contained_by": list(values)})
    return Q(**{path: True})
