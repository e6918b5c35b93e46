"""Facts and changes of facts in words; never their codes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from policy.language.conditions import AllOf, Compare, Condition, Contains, IsYes, Not, Within
from policy.language.english import as_english
from policy.language.facts import Fact, Kind, Vocabulary


def labels_of(names: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    return [str(vocabulary[name].label) for name in names if name in vocabulary]


def facts_in_words(facts: Mapping[str, Any], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Label and value of each known fact, in the order of the vocabulary."""
    return [
        (str(fact.label), value_in_words(fact, facts[name]))
        for name, fact in vocabulary.items()
        if facts.get(name) is not None
    ]


def value_in_words(fact: Fact, value: Any) -> str:
    if fact.kind == Kind.YES_NO:
        return _("yes") if value else _("no")
    if fact.kind == Kind.SET:
        return ", ".join(str(fact.choices.get(code, code)) for code in value) or _("none")
    if fact.kind == Kind.DATE:
        return date_format(date.fromisoformat(value))
    if fact.kind in (Kind.NUMBER, Kind.DAYS):
        return number_format(value)
    return str(fact.choices.get(value, value))


def change_in_words(change: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """A change of facts as a clause that may follow "if"; facts that are unknown here are left."""
    conditions = [_is(vocabulary[name], value) for name, value in change.items()]
    whole = conditions[0] if len(conditions) == 1 else AllOf(tuple(conditions))
    return as_english(whole, vocabulary)


def _is(fact: Fact, value: Any) -> Condition:
    if fact.kind == Kind.YES_NO:
        return IsYes(fact.name) if value else Not(IsYes(fact.name))
    if fact.kind == Kind.SET:
        return Within(fact.name, tuple(value)) if value else _holds_nothing(fact)
    return Compare(fact.name, "==", value)


def _holds_nothing(fact: Fact) -> Condition:
    return AllOf(tuple(Not(Contains(fact.name, code)) for code in fact.choices))
