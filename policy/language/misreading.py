"""Why a sentence is not understood, and at which place of it."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from policy.language.clauses import phrase
from policy.language.conditions import Condition
from policy.language.facts import Vocabulary
from policy.language.kinds import shortened

Readings = Callable[[str], list[Condition]]
Part = tuple[int, str]

_JOINTS = (
    re.compile(r"; (?:and |or )?"),
    re.compile(r", (?:and |or )?"),
    re.compile(r" (?:and|or) "),
)
_OPENING = re.compile(r"either |both |\(")


def why_not(sentence: str, readings: Readings, vocabulary: Vocabulary) -> tuple[int, str]:
    """The place in a sentence that has not one reading, and what to say of it there.

    `readings` answers every way to read a part.
    """
    if readings(sentence):
        return 0, _("this can be read in more than one way; set parts apart by parentheses")
    place, part = _culprit(sentence, 0, readings)
    if readings(part) or not part:
        return place, _(
            "it is not clear how this belongs to the rest; write “either … or …”, “both … and …” "
            "or parentheses"
        )
    message = _("“%(part)s” is not understood") % {"part": shortened(part)}
    return place, message + _nearest(part, vocabulary)


def _culprit(text: str, place: int, readings: Readings) -> Part:
    """The first smallest part without a reading; an empty one, where each part has one."""
    while found := _smaller(text, readings):
        begins, text = found
        place += begins
    return place, text


def _smaller(text: str, readings: Readings) -> Part | None:
    """The first part of a text that has no reading; None for a text without parts."""
    if opening := _OPENING.match(text):
        closing = ")" if opening[0] == "(" else ""
        return opening.end(), text[opening.end() :].removesuffix(closing)
    for joint in _JOINTS:
        parts = _parts(text, joint)
        if len(parts) > 1:
            return _first_unread(text, parts, readings) or (0, "")
    return None


def _parts(text: str, joint: re.Pattern[str]) -> list[Part]:
    """The parts that the joint separates outside of parentheses, each with its place."""
    parts, begins = [], 0
    for found in joint.finditer(text):
        before = text[: found.start()]
        if before.count("(") <= before.count(")"):
            parts.append((begins, text[begins : found.start()]))
            begins = found.end()
    return [*parts, (begins, text[begins:])]


def _first_unread(text: str, parts: Sequence[Part], readings: Readings) -> Part | None:
    """The first part that has no reading, alone or with those after it: a list is one clause."""
    at = 0
    while at < len(parts):
        longest = _longest_read(text, parts, at, readings)
        if longest is None:
            return parts[at]
        at = longest + 1
    return None


def _longest_read(text: str, parts: Sequence[Part], at: int, readings: Readings) -> int | None:
    begins = parts[at][0]
    for last in reversed(range(at, len(parts))):
        place, part = parts[last]
        run = text[begins : place + len(part)]
        if readings(_without_opening(run)) and (last > at or run == part):
            return last
    return None


def _without_opening(text: str) -> str:
    for word in ("either ", "both "):
        text = text.removeprefix(word)
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _nearest(part: str, vocabulary: Vocabulary) -> str:
    known = {
        phrase(fact, holds).replace("{}", "…"): None
        for fact in vocabulary.values()
        for holds in (True, False)
    }
    near = get_close_matches(part, known, n=1, cutoff=0.5)
    return _("; did you mean “%(near)s”?") % {"near": near[0]} if near else ""
