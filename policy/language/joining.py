"""Joining words and clauses so that a sentence has one meaning.

"and" and "or" by themselves bind tighter than after commas, and those tighter than after
semicolons; what is joined by semicolons stands in parentheses inside something larger.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

BY_NOTHING, BY_WORD, BY_COMMA, BY_SEMICOLON = range(4)

_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_MARKS = {BY_WORD: "", BY_COMMA: ",", BY_SEMICOLON: ";"}


def looseness(text: str) -> int:
    """Return by what the loosest parts of a text are joined."""
    while _IN_PARENTHESES.search(text):
        text = _IN_PARENTHESES.sub("", text)
    if ";" in text:
        return BY_SEMICOLON
    if "," in text:
        return BY_COMMA
    return BY_WORD if {_("and"), _("or")}.intersection(text.split()) else BY_NOTHING


def join(texts: Sequence[str], word: str, *, loosest: int = BY_NOTHING) -> str:
    """Return two or more texts, of which none is looser than `loosest`, joined by the word."""
    *first, last = texts
    mark = _MARKS[min(loosest + min(len(texts) - 1, 2), BY_SEMICOLON)]
    return f"{mark} ".join(first) + f"{mark} {word} {last}"


def listed(words: Sequence[str]) -> str:
    """Return words as the values of a list: "a, b, or c"."""
    if len(words) == 1:
        return words[0]
    loosest = max(looseness(word) for word in words)
    if words[2:] and loosest == BY_WORD:
        # Three or more are joined by commas, which set "simple assault or battery" apart already.
        loosest = BY_NOTHING
    return join(words, _("or"), loosest=loosest)
