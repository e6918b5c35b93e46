"""A sentence back to a condition: the inverse of `english`.

A sentence is read as `joining` promises it to people: what is joined by a bare word binds tighter
than what is joined after commas, that tighter than after semicolons, and parentheses bind
tightest. Only a sentence that can be read in one way is taken.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _

from policy.language import joining
from policy.language.conditions import AllOf, AnyOf, Condition, ConditionError
from policy.language.facts import Vocabulary
from policy.language.misreading import Readings, why_not
from policy.language.parser import DEEPEST, LONGEST
from policy.language.phrases import Phrases

_BLANKS = re.compile(r"\s+")
_MARKS = ("", ",", ";")
_MOST_READINGS = 4
_MOST_STEPS = 4000
_MOST_JOINED = 100

_OPENING = re.compile(r"(?:when|if)\s+", re.IGNORECASE)

# What is joined by each word.
_GROUPS: tuple[tuple[str, type[AllOf | AnyOf]], ...] = (("and", AllOf), ("or", AnyOf))


def parse_english(text: str, vocabulary: Vocabulary) -> Condition:
    """Return the condition that a sentence says, as `as_english` words it.

    A leading "when", a capital at the start and a period at the end mean nothing. Raises
    ConditionError, with the line and column of the first clause that is not understood, or where
    the sentence could be read in more than one way.
    """
    _check_size(text)
    begins, sentence = _plain(text)
    reading = _Reading(vocabulary)
    plain = sentence[:1].lower() + sentence[1:]
    for candidate in (sentence, plain):
        found = reading.of(candidate)
        if len(found) == 1:
            return found[0]
    raise _error(text, begins, *why_not(plain, reading.of, vocabulary))


def _check_size(text: str) -> None:
    if len(text) > LONGEST:
        message = _("a sentence has at most %(longest)s characters; this one has %(length)s")
        raise ConditionError(message % {"longest": LONGEST, "length": len(text)}, 1, 1)
    joined = sum(text.count(f" {word} ") for word, _group in _GROUPS)
    if joined > _MOST_JOINED or text.count("(") > _MOST_JOINED:
        message = _("this sentence has too many parts to be read; write the condition itself")
        raise ConditionError(message, 1, 1)


def _plain(text: str) -> tuple[int, str]:
    """Where the sentence begins, and the sentence without opening word, period and line breaks."""
    stripped = text.strip()
    begins = len(text) - len(text.lstrip())
    if opening := _OPENING.match(stripped):
        begins, stripped = begins + opening.end(), stripped[opening.end() :]
    return begins, _BLANKS.sub(" ", stripped).removesuffix(".")


def _error(text: str, begins: int, place: int, message: str) -> ConditionError:
    """The error at a place of the plain sentence, counted in the text as it was typed."""
    at = begins
    for _step in range(place):
        blank = _BLANKS.match(text, at)
        at = blank.end() if blank else at + 1
    before = text[:at]
    return ConditionError(message, before.count("\n") + 1, at - before.rfind("\n"))


class _Reading:
    """Every way to read one sentence, each part of it read once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._leaves: Readings = lru_cache(maxsize=None)(Phrases(vocabulary).leaves_of)
        self._steps = 0
        self._depth = 0
        self.of: Readings = lru_cache(maxsize=None)(self._of)

    def _of(self, text: str) -> list[Condition]:
        self._steps += 1
        if self._steps > _MOST_STEPS or self._depth > DEEPEST:
            return []
        self._depth += 1
        found = dict.fromkeys([*self._leaves(text), *self._groups(text)])
        self._depth -= 1
        return list(found)[:_MOST_READINGS]

    def _groups(self, text: str) -> Iterator[Condition]:
        for mark in _MARKS:
            for word, group in _GROUPS:
                for parts in _splits(text, mark, _(word)):
                    if self._may_be_last(parts[-1], mark):
                        yield from self._products(group, parts)

    def _may_be_last(self, text: str, mark: str) -> bool:
        """What comes last binds tighter, or is one clause whose list nothing follows."""
        if joining.looseness(text) < _looseness_of(mark):
            return True
        return bool(self._leaves(text))

    def _products(self, group: type[AllOf | AnyOf], texts: list[str]) -> Iterator[Condition]:
        rows: list[tuple[Condition, ...]] = [()]
        for text in texts:
            rows = [(*row, part) for row in rows for part in self._part(text)][:_MOST_READINGS]
            if not rows:
                return
        yield from (group(row) for row in rows)

    def _part(self, text: str) -> list[Condition]:
        either, both = _either(), _both()
        if text.startswith("(") and text.endswith(")"):
            return self.of(text[1:-1])
        if text.startswith(either):
            return [one for one in self.of(text.removeprefix(either)) if isinstance(one, AnyOf)]
        if text.startswith(both):
            return [one for one in self.of(text.removeprefix(both)) if isinstance(one, AllOf)]
        return [one for one in self.of(text) if not isinstance(one, AnyOf)]


def _either() -> str:
    return _("either %(parts)s") % {"parts": ""}


def _both() -> str:
    return _("both %(parts)s") % {"parts": ""}


def _splits(text: str, mark: str, word: str) -> Iterator[list[str]]:
    """Every way to part a text at this mark and word into parts that bind tighter."""
    joint = f"{mark} {word} "
    looseness = _looseness_of(mark)
    for place in re.finditer(re.escape(joint), text):
        first, last = text[: place.start()], text[place.end() :]
        heads = _whole_parts(first, f"{mark} ") if mark else [first]
        tight = all(joining.looseness(head) < looseness for head in heads)
        if tight and all(map(_is_whole, [*heads, last])) and joining.looseness(last) <= looseness:
            yield [*heads, last]


def _whole_parts(text: str, separator: str) -> list[str]:
    parts: list[str] = []
    for piece in text.split(separator):
        if parts and not _is_whole(parts[-1]):
            parts[-1] += separator + piece
        else:
            parts.append(piece)
    return parts


def _is_whole(text: str) -> bool:
    return text.count("(") == text.count(")")


def _looseness_of(mark: str) -> int:
    return _MARKS.index(mark) + joining.BY_WORD
