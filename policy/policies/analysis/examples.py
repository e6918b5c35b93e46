"""A made-up request in words: of its facts those that tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from policy.language.conditions import (
    AllOf,
    Among,
    Compare,
    Condition,
    Contains,
    IsYes,
    Not,
    Value,
    literals_of,
)
from policy.language.english import as_english
from policy.language.facts import Fact, Kind, Vocabulary
from policy.policies.analysis.results import Example
from policy.policies.choices import Gate

# What a reader takes in at once.
_MOST_TOLD = 6
# A text that is none of more than these is told as another one.
_MOST_NAMED = 3

_Literals = Mapping[str, frozenset[Value]]


def example_of(
    gate: str,
    facts: Mapping[str, object],
    *,
    telling: Iterable[str],
    conditions: Sequence[Condition],
    vocabulary: Vocabulary,
) -> Example:
    """The request with these facts, in one sentence.

    `telling` are the facts that it turns on, the most telling first; the others are told where
    there is room. `conditions` are all that were asked of it.
    """
    told = _in_order_of_telling(facts, telling)
    literals = _literals(conditions)
    parts: list[Condition] = []
    for name in told[:_MOST_TOLD]:
        named = literals.get(name, frozenset())
        parts += _as_conditions(vocabulary[name], facts[name], named)
    sentence = _sentence(gate, parts, vocabulary, more=len(told) > _MOST_TOLD)
    return Example(str(gate), sentence, facts)


def _in_order_of_telling(facts: Mapping[str, object], telling: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys([*telling, *facts]) if name in facts]


def _literals(conditions: Sequence[Condition]) -> _Literals:
    found: dict[str, frozenset[Value]] = {}
    for condition in conditions:
        for name, values in literals_of(condition).items():
            found[name] = found.get(name, frozenset()) | values
    return found


def _sentence(gate: str, parts: Sequence[Condition], vocabulary: Vocabulary, *, more: bool) -> str:
    words = {"gate": Gate(gate).label, "facts": ""}
    if not parts:
        return _("Someone asks to %(gate)s.") % words
    words["facts"] = as_english(AllOf(tuple(parts)), vocabulary)
    if more:
        return _("Someone asks to %(gate)s where %(facts)s; nothing else stands out.") % words
    return _("Someone asks to %(gate)s where %(facts)s.") % words


def _as_conditions(fact: Fact, value: object, literals: frozenset[Value]) -> Iterator[Condition]:
    """The fact with its value, as what English has words for."""
    match fact.kind, value:
        case Kind.YES_NO, bool():
            yes = IsYes(fact.name)
            yield yes if value else Not(yes)
        case Kind.SET, list():
            yield from _set(fact.name, value, literals)
        case Kind.TEXT, str() if value not in literals:
            yield from _another_text(fact.name, literals)
        case _, bool() | int() | float() | str():
            yield Compare(fact.name, "==", value)


def _set(name: str, value: list[str], literals: frozenset[Value]) -> Iterator[Condition]:
    """What the set has; where it has nothing, what it lacks of what was asked for."""
    if value:
        yield from (Contains(name, choice) for choice in value)
    else:
        yield from (Not(Contains(name, choice)) for choice in sorted(map(str, literals)))


def _another_text(name: str, literals: frozenset[Value]) -> Iterator[Condition]:
    named = tuple(sorted(map(str, literals)))
    if len(named) > _MOST_NAMED:
        yield Compare(name, "==", _("another one"))
    elif named:
        yield Not(Among(name, named))
