"""The leaf of a condition as an English clause."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.language.conditions import (
    Always,
    Among,
    Compare,
    Contains,
    Leaf,
    Value,
    Within,
)
from policy.language.facts import Fact, Vocabulary
from policy.language.joining import listed
from policy.language.kinds import Kind

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def clause(leaf: Leaf, vocabulary: Vocabulary, *, holds: bool) -> str:
    """Return the words for a leaf that holds, or for one that does not."""
    if isinstance(leaf, Always):
        return _("in every case") if leaf.value is holds else _("in no case")
    fact = vocabulary[leaf.fact]
    match leaf:
        case Compare(_name, operator, value):
            return _compared(fact, operator if holds else _OPPOSITE[operator], value)
        case Among(_name, values):
            return _filled(phrase(fact, holds), _list(fact, values))
        case Contains(_name, value):
            return _filled(phrase(fact, holds), _words(fact, value))
        case Within(_name, values):
            return _filled(phrase_within(fact, holds), _list(fact, values))
    return phrase(fact, holds)


def _compared(fact: Fact, operator: str, value: Value) -> str:
    holds = operator != "!="
    if isinstance(value, bool):
        return phrase(fact, holds is value)
    words = _words(fact, value)
    if operator not in ("==", "!="):
        words = orders_of(fact.kind)[operator] % {"value": words}
    return _filled(phrase(fact, holds), words)


def phrase(fact: Fact, holds: bool) -> str:
    """The words for a fact that holds or not, with `{}` in the place of its value."""
    if fact.yes is not None and fact.no is not None:
        return str(fact.yes if holds else fact.no)
    subject = {"subject": _subject(fact)}
    if fact.kind is Kind.YES_NO:
        return (_("%(subject)s is yes") if holds else _("%(subject)s is no")) % subject
    if fact.kind is Kind.SET:
        words = _("%(subject)s include {}") if holds else _("%(subject)s do not include {}")
        return words % subject
    return (_("%(subject)s is {}") if holds else _("%(subject)s is not {}")) % subject


def phrase_within(fact: Fact, holds: bool) -> str:
    """The words for a set that stays within a list or not, with `{}` in the place of the list."""
    subject = {"subject": _subject(fact)}
    if holds:
        return _("%(subject)s include nothing other than {}") % subject
    return _("%(subject)s include something other than {}") % subject


def _subject(fact: Fact) -> str:
    label = str(fact.label)
    if fact.kind is Kind.SET and label.endswith("?"):
        return _("the answers to “%(label)s”") % {"label": label}
    if fact.kind is Kind.YES_NO or label.endswith("?"):
        return _("the answer to “%(label)s”") % {"label": label}
    return _("the %(label)s") % {"label": label}


def _filled(template: str, words: str) -> str:
    if "{}" not in template:
        message = _("The phrase “%(phrase)s” has no {} for the value.")
        raise ValueError(message % {"phrase": template})
    return template.replace("{}", words)


def _list(fact: Fact, values: Sequence[Value]) -> str:
    return listed([_words(fact, value) for value in values])


def _words(fact: Fact, value: Value) -> str:
    if fact.kind is Kind.DAYS:
        plural = 1 if value == 1 else 2  # gettext wants a whole number, and days may be a fraction
        return ngettext("%(days)s day", "%(days)s days", plural) % {"days": value}
    if fact.kind is Kind.DATE:
        return date_format(date.fromisoformat(str(value)))
    if fact.kind is Kind.TEXT:
        return f"“{value}”" if value else _("empty")
    return str(fact.choices.get(str(value), value))


def orders_of(kind: Kind) -> dict[str, str]:
    """How each order is said of a value of this kind, with `%(value)s` in its place."""
    if kind is Kind.DATE:
        return {
            "<": _("before %(value)s"),
            "<=": _("on or before %(value)s"),
            ">": _("after %(value)s"),
            ">=": _("on or after %(value)s"),
        }
    ordered = kind is Kind.ORDERED
    return {
        "<": _("below %(value)s") if ordered else _("less than %(value)s"),
        "<=": _("at most %(value)s"),
        ">": _("above %(value)s") if ordered else _("more than %(value)s"),
        ">=": _("at least %(value)s"),
    }
