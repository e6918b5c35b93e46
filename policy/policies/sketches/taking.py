"""A sketch as a condition, or what is wrong in which row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from policy.language import kinds
from policy.language.conditions import (
    AllOf,
    Always,
    Among,
    AnyOf,
    Compare,
    Condition,
    Contains,
    IsYes,
    Not,
    Value,
    Within,
)
from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind
from policy.policies.sketches import operators as op
from policy.policies.sketches.sketch import ANY, NONE, NOT_ALL, Group, Node, Path, Row
from policy.policies.sketches.values import meant

_CONSTANTS = {"true": Always(True), "false": Always(False)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of a sketch; `field` is `fact`, `operator`, `value` or `joint`."""

    path: Path
    field: str
    message: str


class SketchError(ValueError):
    """A sketch that is no condition yet; `faults` holds everything that is missing or wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.message for fault in faults))
        self.faults = tuple(faults)


def condition_of(sketch: Group, vocabulary: Vocabulary) -> Condition:
    """The condition that a sketch stands for; SketchError with every fault of it."""
    faults = list(_faults(sketch, (), vocabulary))
    if faults:
        raise SketchError(faults)
    return _condition(sketch, vocabulary)


def settled(node: Group, vocabulary: Vocabulary) -> Group:
    """The sketch after a fact was chosen anew: what no longer suits it gives way."""
    return replace(node, parts=tuple(_settled(part, vocabulary) for part in node.parts))


def _settled(node: Node, vocabulary: Vocabulary) -> Node:
    if isinstance(node, Group):
        return settled(node, vocabulary)
    if node.fact in _CONSTANTS:
        return Row(node.fact)
    if node.fact not in vocabulary:
        return node
    fact = vocabulary[node.fact]
    suits = op.suits(node.operator, fact.kind)
    operator = node.operator if suits else next(iter(op.OPERATORS[fact.kind]))
    return Row(node.fact, operator, _kept(node.values, fact, operator))


def _kept(values: Sequence[str], fact: Fact, operator: str) -> tuple[str, ...]:
    if operator in op.WITHOUT_VALUE:
        return ()
    if not fact.choices:
        return tuple(values)
    return tuple(value for value in values if value in fact.choices)


def _faults(node: Node, path: Path, vocabulary: Vocabulary) -> Iterator[Fault]:
    if isinstance(node, Row):
        yield from _faults_of_row(node, path, vocabulary)
        return
    if not node.parts:
        message = _("Add a row to this group, or remove the group.") if path else _("Add a row.")
        yield Fault(path, "joint", message)
    for place, part in enumerate(node.parts):
        yield from _faults(part, (*path, place), vocabulary)


def _faults_of_row(row: Row, path: Path, vocabulary: Vocabulary) -> Iterator[Fault]:
    if row.fact in _CONSTANTS:
        return
    if not row.fact:
        yield Fault(path, "fact", _("Choose what this row asks about."))
    elif row.fact not in vocabulary:
        yield Fault(path, "fact", vocabulary.why_missing(row.fact))
    elif not op.suits(row.operator, vocabulary[row.fact].kind):
        yield Fault(path, "operator", _("Choose how it is compared."))
    else:
        yield from _faults_of_values(row, path, vocabulary[row.fact])


def _faults_of_values(row: Row, path: Path, fact: Fact) -> Iterator[Fault]:
    if row.operator in op.WITHOUT_VALUE:
        return
    if not row.values:
        yield Fault(path, "value", _("Give a value."))
    wrong = [text for text in _counted(row) if not _fits(text, fact)]
    for text in wrong:
        yield Fault(path, "value", _why_unfit(text, fact))
    if not wrong and len(set(_values(row, fact))) < len(_counted(row)):
        yield Fault(path, "value", _("A value is there twice."))


def _fits(text: str, fact: Fact) -> bool:
    value = meant(text, fact.kind)
    return value is not None and kinds.fits(_kind_of_value(fact), fact.choices, value)


def _why_unfit(text: str, fact: Fact) -> str:
    expected = kinds.expected(_kind_of_value(fact), fact.choices)
    words = {"expected": expected, "found": kinds.shortened(text)}
    return _("Expected %(expected)s, not “%(found)s”.") % words


def _kind_of_value(fact: Fact) -> Kind:
    return Kind.CHOICE if fact.kind is Kind.SET else fact.kind


def _counted(row: Row) -> tuple[str, ...]:
    """The values that count: an operator for one value takes the first."""
    return row.values if row.operator in op.WITH_MANY else row.values[:1]


def _condition(node: Node, vocabulary: Vocabulary) -> Condition:
    if isinstance(node, Row):
        return _leaf(node, vocabulary)
    parts = tuple(_condition(part, vocabulary) for part in node.parts)
    group = AnyOf if node.joint in (ANY, NONE) else AllOf
    joined: Condition = group(parts) if len(parts) > 1 else parts[0]
    return Not(joined) if node.joint in (NONE, NOT_ALL) else joined


def _leaf(row: Row, vocabulary: Vocabulary) -> Condition:
    if row.fact in _CONSTANTS:
        return _CONSTANTS[row.fact]
    if row.operator in op.COMPARED_YES:
        return Compare(row.fact, *op.COMPARED_YES[row.operator])
    values = _values(row, vocabulary[row.fact])
    if row.operator in _LEAVES:
        return _LEAVES[row.operator](row.fact, values)
    return Compare(row.fact, row.operator, values[0])


def _values(row: Row, fact: Fact) -> tuple[Value, ...]:
    found = (meant(text, fact.kind) for text in _counted(row))
    return tuple(value for value in found if value is not None)


_LEAVES: dict[str, Callable[[str, tuple[Value, ...]], Condition]] = {
    op.YES: lambda fact, values: IsYes(fact),
    op.NO: lambda fact, values: Not(IsYes(fact)),
    op.ONE_OF: Among,
    op.NONE_OF: lambda fact, values: Not(Among(fact, values)),
    op.HAS: lambda fact, values: Contains(fact, values[0]),
    op.HAS_NOT: lambda fact, values: Not(Contains(fact, values[0])),
    op.WITHIN: Within,
    op.NOT_WITHIN: lambda fact, values: Not(Within(fact, values)),
}
