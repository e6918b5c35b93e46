"""Reading 4: a condition as a sentence, for pages and refusals."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from policy.language import joining
from policy.language.clauses import clause
from policy.language.conditions import Condition, fold
from policy.language.facts import Vocabulary


def as_english(condition: Condition, vocabulary: Vocabulary) -> str:
    """Return the condition as a clause without capital or period, fit to follow "when".

    Negations are moved to the facts they speak of. How the parts of the sentence bind is said in
    `joining`. KeyError where the vocabulary lacks one of the condition's facts.
    """
    outline: _Outline = fold(
        condition,
        leaf=lambda leaf, holds: clause(leaf, vocabulary, holds=holds),
        all_of=partial(_grouped, True),
        any_of=partial(_grouped, False),
    )
    return _text(outline)


@dataclass(frozen=True)
class _Group:
    """Clauses and smaller groups, of which all or any must hold."""

    all: bool
    parts: tuple["_Outline", ...]


_Outline = str | _Group


def _grouped(all_of: bool, parts: list[_Outline]) -> _Outline:
    """Return the group, where an all-of within an all-of only adds parts, and likewise any-of."""
    flat: list[_Outline] = []
    for part in parts:
        flat += part.parts if isinstance(part, _Group) and part.all is all_of else (part,)
    return _Group(all_of, tuple(flat)) if len(flat) > 1 else flat[0]


def _text(outline: _Outline) -> str:
    if isinstance(outline, str):
        return outline
    texts = [_part_text(part) for part in outline.parts]
    looseness = [joining.looseness(text) for text in texts]
    if isinstance(outline.parts[-1], str):
        # Nothing follows a list of values at the very end, so a weaker mark sets it apart.
        looseness[-1] = max(looseness[-1] - 1, joining.BY_NOTHING)
    word = _("and") if outline.all else _("or")
    return joining.join(texts, word, loosest=max(looseness))


def _part_text(part: _Outline) -> str:
    text = _text(part)
    if joining.looseness(text) == joining.BY_SEMICOLON:
        return f"({text})"
    match part:
        case _Group(all=False):
            return _("either %(parts)s") % {"parts": text}
        case _Group(all=True, parts=(_first, _second)):
            return _("both %(parts)s") % {"parts": text}
    return text
