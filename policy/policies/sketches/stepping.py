"""The three readings of one condition: rows, text and sentence, kept in step.

Whichever of the three was changed, the other two are made anew. One that is not finished, or not
understood, is kept as it was typed, with what is wrong at its place.
"""

from dataclasses import dataclass, replace

from policy.language.cel import as_source
from policy.language.conditions import (
    Among,
    Condition,
    ConditionError,
    Leaf,
    Within,
    map_leaves,
)
from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.language.reader import parse_english
from policy.policies.sketches.drawing import sketch_of
from policy.policies.sketches.sketch import (
    ALL,
    ANY,
    EMPTY,
    NONE,
    NOT_ALL,
    Group,
    Node,
    Row,
    TooLarge,
    check_size,
)
from policy.policies.sketches.taking import Fault, SketchError, condition_of, settled


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition three times over.

    sketch         its rows; None where the text is none that rows could show.
    source         its text, as in a pack.
    english        its sentence.
    condition      the tree; None while something is wrong.
    faults         what is wrong in the rows.
    source_error   what is wrong in the text, and where.
    english_error  what is not understood in the sentence, and where.
    too_large      why rows cannot show it, although it is right.
    """

    sketch: Group | None
    source: str
    english: str
    condition: Condition | None = None
    faults: tuple[Fault, ...] = ()
    source_error: ConditionError | None = None
    english_error: ConditionError | None = None
    too_large: str = ""


def from_source(source: str, vocabulary: Vocabulary) -> Reading:
    """The readings of a text; a blank one is a condition that was not begun."""
    if not source.strip():
        return Reading(EMPTY, "", "")
    try:
        condition = parse(source, vocabulary)
    except ConditionError as error:
        return Reading(None, source, "", source_error=error)
    return _of(condition, source, vocabulary)


def from_english(sentence: str, vocabulary: Vocabulary) -> Reading:
    """The readings of a sentence; one that is not understood is kept beside an empty text."""
    if not sentence.strip():
        return Reading(EMPTY, "", "")
    try:
        condition = parse_english(sentence, vocabulary)
    except ConditionError as error:
        return Reading(None, "", sentence, english_error=error)
    return _of(condition, as_source(condition), vocabulary)


def from_sketch(sketch: Group, vocabulary: Vocabulary) -> Reading:
    """The readings of rows; the text of rows that are not finished has a question mark for each
    thing that is missing."""
    if not sketch.parts:
        return Reading(sketch, "", "")
    try:
        condition = condition_of(sketch, vocabulary)
    except SketchError as error:
        return Reading(sketch, unfinished(sketch, vocabulary), "", faults=error.faults)
    source, english = as_source(condition), as_english(condition, vocabulary)
    return Reading(sketch, source, english, condition)


@dataclass(frozen=True, slots=True)
class Given:
    """What came back of the three readings; `shown_…` is what stood there before it was changed.

    `sketch` is None where no rows were shown.
    """

    source: str
    shown_source: str
    english: str
    shown_english: str
    sketch: Group | None


def stepped(given: Given, vocabulary: Vocabulary) -> Reading:
    """The readings after a change: of what was changed, the text counts before the rows, and those
    before the sentence. What is not understood of a sentence changes neither of the others."""
    if given.source != given.shown_source:
        return from_source(given.source, vocabulary)
    before = _before(given, vocabulary)
    changed_rows = given.sketch is not None and not _alike(before.source, given.source, vocabulary)
    if changed_rows or given.english == given.shown_english:
        return before if changed_rows else replace(before, source=given.source)
    found = from_english(given.english, vocabulary)
    if found.english_error:
        kept = replace(before, source=given.source)
        return replace(kept, english=given.english, english_error=found.english_error)
    return found


def _before(given: Given, vocabulary: Vocabulary) -> Reading:
    if given.sketch is None:
        return from_source(given.source, vocabulary)
    return from_sketch(settled(given.sketch, vocabulary), vocabulary)


def _alike(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether two texts say the same but for blanks, parentheses and the order of lists."""
    if one == other:
        return True
    try:
        return _ordered(parse(one, vocabulary)) == _ordered(parse(other, vocabulary))
    except ConditionError:
        return False


def _ordered(condition: Condition) -> Condition:
    return map_leaves(condition, _with_ordered_values)


def _with_ordered_values(leaf: Leaf) -> Leaf:
    if isinstance(leaf, Among | Within):
        return replace(leaf, values=tuple(sorted(leaf.values, key=repr)))
    return leaf


def _of(condition: Condition, source: str, vocabulary: Vocabulary) -> Reading:
    english = as_english(condition, vocabulary)
    sketch = sketch_of(condition)
    try:
        check_size(sketch)
    except TooLarge as error:
        return Reading(None, source, english, condition, too_large=str(error))
    return Reading(sketch, source, english, condition)


def unfinished(node: Node, vocabulary: Vocabulary) -> str:
    """Rows as text that is no condition yet, so that a draft can keep it and say so."""
    if isinstance(node, Row):
        return _unfinished_row(node, vocabulary)
    word = " || " if node.joint in (ANY, NONE) else " && "
    inside = word.join(unfinished(part, vocabulary) for part in node.parts) or "?"
    return f"!({inside})" if node.joint in (NONE, NOT_ALL) else f"({inside})"


def _unfinished_row(row: Row, vocabulary: Vocabulary) -> str:
    try:
        return as_source(condition_of(Group(ALL, (row,)), vocabulary))
    except SketchError:
        words = (row.fact or "?", row.operator or "?", ", ".join(row.values) or "?")
        return " ".join(words) if row.fact else "?"
