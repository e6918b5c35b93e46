"""Reading 4: a condition as a sentence, for pages and refusals.

Words bind in a fixed order, so that a sentence has one meaning: "and" and "or" by themselves bind
tighter than with a comma, those tighter than with a semicolon, and what is joined by semicolons
stands in parentheses where it is part of something larger.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from policy.language.clauses import Clause, clause, listed
from policy.language.conditions import (
    AllOf,
    Always,
    AnyOf,
    Condition,
    Not,
    negations_at_leaves,
)
from policy.language.facts import Vocabulary


def as_english(condition: Condition, vocabulary: Vocabulary) -> str:
    """Return the condition as a clause without capital or period, fit to follow "when".

    Negations are moved to the facts they speak of. KeyError where the vocabulary lacks one of the
    condition's facts.
    """
    return _read(_flattened(negations_at_leaves(condition)), vocabulary).text


def _read(condition: Condition, vocabulary: Vocabulary) -> Clause:
    match condition:
        case AllOf(parts):
            return _joined([_read(part, vocabulary) for part in parts], _("and"), _("both"))
        case AnyOf(parts):
            return _joined([_read(part, vocabulary) for part in parts], _("or"), _("either"))
        case Always(value):
            return Clause(_("in every case") if value else _("in no case"))
        case Not(leaf):
            return clause(leaf, vocabulary[leaf.fact], holds=False)
    return clause(condition, vocabulary[condition.fact], holds=True)


def _flattened(condition: Condition) -> Condition:
    """Return the condition without an all-of directly in an all-of, or any-of in an any-of."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            group = type(condition)
            flat = [_flattened(part) for part in parts]
            return group(
                tuple(
                    inner
                    for part in flat
                    for inner in (part.parts if isinstance(part, group) else (part,))
                )
            )
    return condition


def _joined(parts: Sequence[Clause], word: str, opening: str) -> Clause:
    clauses = [_as_part(part) for part in parts]
    texts = [part.text for part in clauses]
    # Nothing follows a list of values at the very end, so that it can stand a weaker separator.
    tail = clauses[-1]
    inner = [*(part.looseness for part in clauses[:-1]), tail.looseness - (not tail.opening)]
    looseness = min(max(inner) + 1 + (len(parts) > 2), 3)
    return Clause(_SEPARATED[looseness](texts, word), looseness, opening)
