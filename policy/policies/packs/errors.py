"""What is wrong with a pack, collected so that every error is told at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policy.policies.packs.lines import LineIndex, Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One error: the line of the entry, where it is in words, what was found and expected."""

    line: int
    where: str
    message: str

    def __str__(self) -> str:
        return _("line %(line)d: %(where)s: %(message)s") % {
            "line": self.line,
            "where": self.where,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Flaw:
    """One error of a pack that is not a text: `path` leads to the entry, `where` says it in words.

    `path` ends with the key that is missing or wrong, where it is one key.
    """

    path: Path
    where: str
    message: str

    def __str__(self) -> str:
        return _("%(where)s: %(message)s") % {"where": self.where, "message": self.message}


class PackError(ValueError):
    """A pack that cannot be read; `problems` holds every error, in the order of the lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Report:
    """Collects the problems of one document and finds their lines."""

    def __init__(self, text: str, document: Mapping[str, object]) -> None:
        self._text = text
        self._document = document
        self._found: list[tuple[Path, str]] = []
        self._missing: dict[tuple[Path, str], Path] = {}

    def add(self, path: Path, message: str) -> None:
        self._found.append((path, message))

    def add_missing(self, path: Path, key: str) -> None:
        """A key that the table at `path` has to have; of a text, the table's line tells it."""
        message = _("%s is missing") % key
        self._missing[path, message] = (*path, key)
        self.add(path, message)

    def has(self, path: Path) -> bool:
        """Whether something is wrong at exactly this place, so that what follows from it is not."""
        return any(path == found for found, _message in self._found)

    def raise_if_any(self) -> None:
        """Raise PackError with everything added so far; do nothing where nothing was."""
        if self._found:
            lines = LineIndex(self._text)
            problems = {
                Problem(lines.line_of(path), in_words(path, self._document), message)
                for path, message in self._found
            }
            raise PackError(tuple(sorted(problems)))

    def flaws(self) -> tuple[Flaw, ...]:
        """Everything added so far, each once, in the order of the document's parts."""
        return tuple(
            Flaw(self._missing.get((path, message), path), in_words(path, self._document), message)
            for path, message in sorted(dict.fromkeys(self._found), key=self._place)
        )

    def _place(self, found: tuple[Path, str]) -> tuple[int, int]:
        """The part of the document, and the number of its entry."""
        first, number, *_rest = (*found[0], "", 0)
        parts = ["", *self._document]
        place = parts.index(str(first)) if first in parts else len(parts)
        return place, number if isinstance(number, int) else -1


def in_words(path: Path, document: Mapping[str, object]) -> str:
    """Say where a path leads: ("rule", 2, "when") is `rule 3 "no-commercial", when`."""
    words: list[str] = []
    here: object = document
    for step in path:
        here = _step(here, step)
        if isinstance(step, str):
            words.append(step)
        else:
            words[-1] += f" {step + 1}{_name_of(here)}"
    return ", ".join(words) or _("the file")


def _step(here: object, step: str | int) -> object:
    try:
        return here[step]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None


def _name_of(entry: object) -> str:
    names = (entry.get("id"), entry.get("name")) if isinstance(entry, dict) else ()
    return next((f' "{name}"' for name in names if isinstance(name, str)), "")
