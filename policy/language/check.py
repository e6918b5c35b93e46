"""The types of a condition: each function makes one leaf of the tree, or says what is wrong.

The arguments are tokens of the text, so that an error can say where.
"""

from collections.abc import Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _
from lark import Token

from policy.language import kinds
from policy.language.conditions import (
    Among,
    Compare,
    ConditionError,
    Contains,
    IsYes,
    Value,
    Within,
)
from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind
from policy.language.literals import read_literal, write_literal
from policy.language.syntax_errors import error_at

_EQUALITY = ("==", "!=")
_EQUALITY_AND_LISTS = (*_EQUALITY, "in")
_EVERYTHING = (*_EQUALITY, "<", "<=", ">", ">=", "in")

OPERATORS = {
    Kind.YES_NO: _EQUALITY,
    Kind.CHOICE: _EQUALITY_AND_LISTS,
    Kind.TEXT: _EQUALITY_AND_LISTS,
    Kind.ORDERED: _EVERYTHING,
    Kind.NUMBER: _EVERYTHING,
    Kind.DAYS: _EVERYTHING,
    Kind.DATE: _EVERYTHING,
    Kind.SET: (),
}


def is_yes(name: Token, vocabulary: Vocabulary) -> IsYes:
    """Check a fact that stands by itself."""
    fact = _declared(name, vocabulary)
    if fact.kind is not Kind.YES_NO:
        raise _error(
            name,
            _("%(fact)s is %(kind)s and does not answer yes or no by itself; %(advice)s"),
            fact,
        )
    return IsYes(fact.name)


def compare(name: Token, operator: Token, value: Token, vocabulary: Vocabulary) -> Compare:
    """Check `fact operator value`."""
    fact = _declared(name, vocabulary)
    _check_operator(fact, operator)
    return Compare(fact.name, str(operator), _value(value, fact))


def among(name: Token, values: Sequence[Token], vocabulary: Vocabulary) -> Among:
    """Check `fact in [values]`."""
    fact = _declared(name, vocabulary)
    if "in" not in OPERATORS[fact.kind]:
        raise _error(
            name, _("%(fact)s is %(kind)s and is not looked up in a list; %(advice)s"), fact
        )
    return Among(fact.name, _values(name, values, fact))


def contains(value: Token, name: Token, vocabulary: Vocabulary) -> Contains:
    """Check `value in set`."""
    fact = _declared(name, vocabulary)
    _check_set(name, fact)
    return Contains(fact.name, _value(value, fact))


def within(
    name: Token, item: Token, again: Token, values: Sequence[Token], vocabulary: Vocabulary
) -> Within:
    """Check `set.all(item, item in [values])`."""
    path, _dot, function = name.rpartition(".")
    if function != "all":
        message = _("there is no function %(name)s(…); the only one is %(form)s")
        raise _error(name, message, name=name, form=_within_form("some.fact"))
    fact = _declared(Token.new_borrow_pos("NAME", path, name), vocabulary)
    _check_set(name, fact)
    if item != again:
        message = _("expected %(item)s again, found %(again)s; write %(form)s")
        raise _error(again, message, item=item, again=again, form=_within_form(fact.name))
    return Within(fact.name, _values(name, values, fact))


def _declared(name: Token, vocabulary: Vocabulary) -> Fact:
    if name not in vocabulary:
        raise error_at(name, vocabulary.why_missing(name))
    return vocabulary[name]


def _check_operator(fact: Fact, operator: Token) -> None:
    if operator not in OPERATORS[fact.kind]:
        message = _("%(operator)s does not apply to %(fact)s, which is %(kind)s; %(advice)s")
        raise _error(operator, message, fact, operator=operator)


def _check_set(name: Token, fact: Fact) -> None:
    if fact.kind is not Kind.SET:
        raise _error(name, _("%(fact)s is %(kind)s and not a set; %(advice)s"), fact)


def _values(name: Token, tokens: Sequence[Token], fact: Fact) -> tuple[Value, ...]:
    if not tokens:
        raise _error(name, _("the list for %(fact)s is empty; name at least one value"), fact)
    values: list[Value] = []
    for token in tokens:
        value = _value(token, fact)
        if value in values:
            raise _error(token, _("%(value)s is in the list twice"), value=token)
        values.append(value)
    return tuple(values)


def _value(token: Token, fact: Fact) -> Value:
    value = read_literal(token)
    kind = Kind.CHOICE if fact.kind is Kind.SET else fact.kind
    if kinds.fits(kind, fact.choices, value):
        return value
    message = _("%(fact)s: expected %(expected)s, found %(found)s") % {
        "fact": fact.name,
        "expected": kinds.expected(kind, fact.choices),
        "found": kinds.shortened(token),
    }
    raise error_at(token, message + _suggestion(value, fact))


def _suggestion(value: Value, fact: Fact) -> str:
    near = get_close_matches(str(value), fact.choices, n=1)
    return _('; did you mean "%(choice)s"?') % {"choice": near[0]} if near else ""


def _error(token: Token, message: str, fact: Fact | None = None, **words: str) -> ConditionError:
    if fact:
        words |= {"fact": fact.name, "kind": _kind_words()[fact.kind], "advice": _advice(fact)}
    return error_at(token, message % words)


def _advice(fact: Fact) -> str:
    if fact.kind is Kind.SET:
        choice = write_literal(next(iter(fact.choices)))
        examples = {"one": f"{choice} in {fact.name}", "all": _within_form(fact.name)}
        return _("write %(one)s or %(all)s") % examples
    return _("use one of %(operators)s") % {"operators": "  ".join(OPERATORS[fact.kind])}


def _within_form(name: str) -> str:
    return f'{name}.all(item, item in ["…"])'


def _kind_words() -> dict[Kind, str]:
    return {
        Kind.YES_NO: _("a yes/no fact"),
        Kind.CHOICE: _("a choice"),
        Kind.ORDERED: _("an ordered choice"),
        Kind.SET: _("a set of choices"),
        Kind.NUMBER: _("a number"),
        Kind.DAYS: _("a number of days"),
        Kind.DATE: _("a date"),
        Kind.TEXT: _("a text"),
    }
