"""What one click wrote, under the sentence that says what it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from audits.trail.wording.names import Names
from audits.trail.wording.sentences import sentence
from audits.trail.wording.telling import Told

# The rows that say what an act was; the rest of what it wrote follows from them.
SAY_WHAT_IT_WAS = ("searches.Step", "findings.Step")


@dataclass(frozen=True)
class Line:
    """One entry as a list shows it."""

    index: int
    at: datetime
    text: str
    reason: str = ""
    sealed: str = ""


@dataclass(frozen=True)
class Act:
    """The entry that says what was done, and the others that the same click wrote."""

    line: Line
    others: list[Line]


def acts(entries: Sequence[Told], names: Names) -> list[Act]:
    """The entries in their order; those that one click wrote at once stand together."""
    return [
        _act(list(together), names)
        for _, together in groupby(entries, key=lambda told: _click(told) or told.index)
    ]


def _click(told: Told) -> tuple[str, int] | None:
    """A web request writes what belongs together; a job or a command may write anything."""
    return (told.web, told.transaction) if told.web else None


def _act(together: list[Told], names: Names) -> Act:
    said = next((told for told in together if told.kind in SAY_WHAT_IT_WAS), None)
    first = said or min(together, key=lambda told: told.index)
    others = [line_of(told, names, together) for told in together if told is not first]
    return Act(line_of(first, names, together), others)


def _finished(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."


def line_of(told: Told, names: Names, beside: Sequence[Told] = ()) -> Line:
    return Line(
        index=told.index,
        at=told.at,
        text=_finished(sentence(told, names, beside)),
        reason=told.reason,
        sealed=names.sealing_of(told),
    )
