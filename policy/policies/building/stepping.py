"""The three readings of one condition: rows, text and sentence, kept in step.

Whichever of the three was changed, the other two are made anew. One that is not finished, or not
understood, is kept as it was typed, with what is wrong at its place.
"""

from dataclasses import dataclass

from policy.language.cel import as_source
from policy.language.conditions import Condition, ConditionError
from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.language.reader import parse_english
from policy.policies.building.drawing import sketch_of
from policy.policies.building.sketch import EMPTY, Group, Node, Row, TooLarge, check_size
from policy.policies.building.taking import Fault, SketchError, condition_of


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
        return Reading(sketch, unfinished(sketch), "", faults=error.faults)
    source, english = as_source(condition), as_english(condition, vocabulary)
    return Reading(sketch, source, english, condition)


def _of(condition: Condition, source: str, vocabulary: Vocabulary) -> Reading:
    english = as_english(condition, vocabulary)
    sketch = sketch_of(condition)
    try:
        check_size(sketch)
    except TooLarge as error:
        return Reading(None, source, english, condition, too_large=str(error))
    return Reading(sketch, source, english, condition)


def unfinished(node: Node) -> str:
    """Rows as text that is no condition yet, so that a draft can keep it and say so."""
    if isinstance(node, Row):
        values = ", ".join(node.values) or "?"
        return " ".join([node.fact or "?", node.operator or "?", values]) if node.fact else "?"
    word = " || " if node.joint in ("any", "none") else " && "
    inside = word.join(map(unfinished, node.parts)) or "?"
    return f"!({inside})" if node.joint in ("none", "not all") else f"({inside})"
