"""The editor of one condition: rows, text and sentence, in one part of a page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from policy.language.conditions import ConditionError
from policy.language.facts import Vocabulary
from policy.language.parser import LONGEST
from policy.policies.editors.rows import GroupShown, Showing
from policy.policies.sketches import (
    EMPTY,
    Given,
    Path,
    Reading,
    TooLarge,
    changed,
    from_sketch,
    from_source,
    place_of,
    sketch_from,
    stepped,
)
from policy.policies.sketches.fields import name_of

_WORD = re.compile(r"[\w.]+")


@dataclass(frozen=True)
class Marked:
    """A line of a text with the place of an error in it."""

    number: int
    before: str
    at: str
    after: str
    message: str


@dataclass(frozen=True)
class ConditionEditor:
    """`prefix` is the name of the condition in the form; `focus` the id to go on at."""

    prefix: str
    vocabulary: Vocabulary
    gates: Sequence[str]
    reading: Reading
    focus: str = ""

    @property
    def source(self) -> str:
        """The text to store, right or wrong."""
        return self.reading.source.strip()

    @property
    def shown_english(self) -> str:
        """The sentence that the rows and the text stand for, whatever was typed in its place."""
        return "" if self.reading.english_error else self.reading.english

    @property
    def rows(self) -> GroupShown | None:
        if self.reading.sketch is None:
            return None
        faults = self.reading.faults
        return Showing(self.prefix, self.vocabulary, faults, self.gates).group(self.reading.sketch)

    @property
    def source_mark(self) -> Marked | None:
        return marked(self.reading.source, self.reading.source_error)

    @property
    def english_mark(self) -> Marked | None:
        return marked(self.reading.english, self.reading.english_error)

    def done(self, verb: str, path: Path) -> "ConditionEditor":
        """After a button of the rows: `add-row`, `add-group`, `remove`, or `restart`."""
        if verb == "restart":
            return replace(self, reading=from_source("", self.vocabulary))
        sketch = self.reading.sketch
        if sketch is None:
            return self
        after = changed(sketch, verb, path)
        place = name_of(self.prefix, place_of(verb, after, path))
        part = "fact" if verb in ("add-row", "add-group") else "add-row"
        reading = from_sketch(after, self.vocabulary)
        return replace(self, reading=reading, focus=f"id_{place}-{part}")


def editor_of(
    prefix: str, source: str, vocabulary: Vocabulary, gates: Sequence[str]
) -> ConditionEditor:
    return ConditionEditor(prefix, vocabulary, gates, from_source(source, vocabulary))


def editor_from(
    prefix: str, data: QueryDict, vocabulary: Vocabulary, gates: Sequence[str]
) -> ConditionEditor:
    """The editor as it came back, its readings brought into step."""
    given = Given(
        source=_lines(data, f"{prefix}-source"),
        shown_source=_lines(data, f"{prefix}-shown_source"),
        english=_lines(data, f"{prefix}-english"),
        shown_english=_lines(data, f"{prefix}-shown_english"),
        sketch=EMPTY if f"{prefix}-joint" in data else None,
    )
    if len(given.source) > LONGEST:
        return ConditionEditor(prefix, vocabulary, gates, _too_long(given))
    try:
        if given.sketch is not None:
            given = replace(given, sketch=sketch_from(dict(data.lists()), prefix))
    except TooLarge as error:
        reading = replace(from_source(given.source, vocabulary), too_large=str(error))
        return ConditionEditor(prefix, vocabulary, gates, reading)
    return ConditionEditor(prefix, vocabulary, gates, stepped(given, vocabulary))


def _too_long(given: Given) -> Reading:
    message = _("a condition has at most %(longest)s characters; this one has %(length)s")
    words = {"longest": LONGEST, "length": len(given.source)}
    error = ConditionError(message % words, 1, 1)
    return Reading(None, given.source, "", source_error=error)


def _lines(data: Mapping[str, Any], name: str) -> str:
    """A text as it was before the browser gave its lines ends of its own."""
    return str(data.get(name, "")).replace("\r\n", "\n").replace("\x00", "")


def marked(text: str, error: ConditionError | None) -> Marked | None:
    if error is None:
        return None
    lines = text.split("\n")
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    start = error.column - 1
    word = _WORD.match(line, start)
    end = word.end() if word else start + 1
    return Marked(error.line, line[:start], line[start:end] or "…", line[end:], error.message)
