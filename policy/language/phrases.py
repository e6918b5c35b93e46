"""What an English clause says: the leaves that it can be read as.

The inverse of `clauses`: its phrases are looked for in the clause, and what stands in the place of
the value is read as values of the fact.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.language.clauses import clause, orders_of, phrase, phrase_within
from policy.language.conditions import (
    Always,
    Among,
    Compare,
    Condition,
    Contains,
    IsYes,
    Leaf,
    Not,
    Value,
    Within,
)
from policy.language.facts import Fact, Vocabulary
from policy.language.kinds import Kind

_SEPARATORS = re.compile(r"(?:[,;] or |[,;] | or )")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_QUOTED = re.compile(r"“([^”]*)”")
_LONG_DATE = re.compile(r"(?P<month>[^\W\d]+\.?) (?P<day>\d{1,2}), (?P<year>\d{4})")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_LIST = 100


Middle = Callable[[str], Iterator[Condition]]


class Phrases:
    """The clauses that a vocabulary has words for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._whole: dict[str, list[Condition]] = {
            _("in every case"): [Always(True)],
            _("in no case"): [Always(False)],
        }
        # What stands before and after a value, and the reader of what stands between.
        self._open: list[tuple[str, str, Middle]] = []
        for fact in vocabulary.values():
            for holds in (True, False):
                self._add(fact, holds)

    def leaves_of(self, text: str) -> list[Condition]:
        """Every leaf, or opposite of one, that a clause can be read as; those that are worded
        exactly so, where there are any."""
        found = [*self._whole.get(text, ()), *self._filled(text)]
        exact = [leaf for leaf in found if self._worded(leaf) == text]
        return exact or found

    def _filled(self, text: str) -> Iterator[Condition]:
        for before, after, read in self._open:
            if text.startswith(before) and text.endswith(after):
                middle = text[len(before) : len(text) - len(after)]
                if middle:
                    yield from read(middle)

    def _worded(self, found: Condition) -> str:
        leaf = found.part if isinstance(found, Not) else found
        holds = not isinstance(found, Not)
        return clause(leaf, self._vocabulary, holds=holds)  # type: ignore[arg-type]

    def _add(self, fact: Fact, holds: bool) -> None:
        words = phrase(fact, holds)
        if fact.kind is Kind.YES_NO:
            self._whole.setdefault(words, []).append(_so(IsYes(fact.name), holds))
        elif fact.kind is Kind.SET:
            self._open_up(words, partial(_contained, fact, holds))
            self._open_up(phrase_within(fact, holds), partial(_within, fact, holds))
        else:
            self._open_up(words, partial(_scalar, fact, holds))

    def _open_up(self, words: str, read: Middle) -> None:
        before, _place, after = words.partition("{}")
        self._open.append((before, after, read))


def _contained(fact: Fact, holds: bool, middle: str) -> Iterator[Condition]:
    for value, rest in _beginnings(middle, fact):
        if not rest:
            yield _so(Contains(fact.name, value), holds)


def _within(fact: Fact, holds: bool, middle: str) -> Iterator[Condition]:
    for values in _lists(middle, fact):
        yield _so(Within(fact.name, values), holds)


def _scalar(fact: Fact, holds: bool, middle: str) -> Iterator[Condition]:
    for values in _lists(middle, fact):
        if len(values) == 1:
            yield Compare(fact.name, "==" if holds else "!=", values[0])
        else:
            yield _so(Among(fact.name, values), holds)
    if holds and fact.kind not in (Kind.CHOICE, Kind.TEXT):
        yield from _ordered(fact, middle)


def _ordered(fact: Fact, middle: str) -> Iterator[Condition]:
    for operator, words in orders_of(fact.kind).items():
        before, _place, after = words.partition("%(value)s")
        if middle.startswith(before) and middle.endswith(after):
            for value, rest in _beginnings(middle[len(before) : len(middle) - len(after)], fact):
                if not rest:
                    yield Compare(fact.name, operator, value)


def _so(leaf: Leaf, holds: bool) -> Condition:
    return leaf if holds else Not(leaf)


def _lists(text: str, fact: Fact, taken: tuple[Value, ...] = ()) -> Iterator[tuple[Value, ...]]:
    """Every way to read a text as values, none of them twice."""
    if len(taken) > _LONGEST_LIST:
        return
    for value, rest in _beginnings(text, fact):
        if value in taken:
            continue
        values = (*taken, value)
        if not rest:
            yield values
        elif separator := _SEPARATORS.match(rest):
            yield from _lists(rest[separator.end() :], fact, values)


def _beginnings(text: str, fact: Fact) -> Iterator[tuple[Value, str]]:
    """The values that a text can begin with, and what follows each."""
    if fact.choices:
        for code, words in fact.choices.items():
            if text.startswith(str(words)):
                yield code, text[len(str(words)) :]
        return
    readers = {Kind.DATE: _dates, Kind.TEXT: _texts, Kind.DAYS: _days}
    for value, length in readers.get(fact.kind, _numbers)(text):
        if fact.fits(value):
            yield value, text[length:]


def _numbers(text: str) -> Iterator[tuple[Value, int]]:
    if found := _NUMBER.match(text):
        written = found[0]
        yield (int(written) if written.lstrip("-").isdigit() else float(written)), found.end()


def _days(text: str) -> Iterator[tuple[Value, int]]:
    for value, length in _numbers(text):
        for plural in (2, 1):
            words = ngettext("%(days)s day", "%(days)s days", plural) % {"days": text[:length]}
            if text.startswith(words):
                yield value, len(words)
                break


def _texts(text: str) -> Iterator[tuple[Value, int]]:
    if text.startswith(_("empty")):
        yield "", len(_("empty"))
    if found := _QUOTED.match(text):
        yield found[1], found.end()


def _dates(text: str) -> Iterator[tuple[Value, int]]:
    if found := _ISO_DATE.match(text):
        yield found[0], found.end()
    found = _LONG_DATE.match(text)
    if found and (month := _months().get(found["month"])):
        yield f"{found['year']}-{month:02}-{int(found['day']):02}", found.end()


@cache
def _months() -> Mapping[str, int]:
    """The months as dates of this language name them, short or in full."""
    days = [date(2000, month, 1) for month in range(1, 13)]
    return {date_format(day, form): day.month for form in ("N", "F", "M") for day in days}
