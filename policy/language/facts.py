"""The declaration of facts, and the check of facts at run time."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from policy.language import kinds
from policy.language.kinds import Kind

__all__ = ["Fact", "FactError", "Kind", "Vocabulary", "check_facts"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

# CEL reads these as words of its own, so that standard engines could not name the fact.
_RESERVED = re.compile(
    "as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|"
    "package|return|true|var|void|while"
)


class FactError(ValueError):
    """A value that its fact cannot have, or a fact that is not in the vocabulary."""


@dataclass(frozen=True)
class Fact:
    """A typed, named thing that may be known about a request.

    name        `group.name`, in lower-case words joined by underscores.
    label       a noun phrase without article ("ownership of the system"; plural for a set), or
                the question asked for a yes/no fact that has no phrases of its own.
    choices     code to words, for the kinds that have choices; in rising order for ORDERED.
    known_from  the gate from which the fact is known.
    yes, no     clauses for the English reading, both or neither. For YES_NO whole clauses ("the
                request is urgent", "the request is not urgent"); for other kinds `{}` stands for
                the words of the value ("the system is {}", "the system is not {}").
    help        a sentence for the people who write conditions.

    Raises ValueError for a declaration that could not be used.
    """

    name: str
    kind: Kind
    label: str
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    known_from: str = "submit"
    yes: str | None = None
    no: str | None = None
    help: str = ""

    def __post_init__(self) -> None:
        problem = _problem_of_name(self.name) or _problem_of_shape(self)
        if problem:
            raise ValueError(problem)

    def fits(self, value: object) -> bool:
        """Whether the fact can have this value. None, which is unknown, does not fit."""
        return kinds.fits(self.kind, self.choices, value)

    def why_unfit(self, value: object) -> str:
        """Say which values fit, for one that does not."""
        expected = kinds.expected(self.kind, self.choices)
        words = {"name": self.name, "expected": expected, "value": kinds.shortened(repr(value))}
        return _("%(name)s: expected %(expected)s, found %(value)s") % words


class Vocabulary(Mapping[str, Fact]):
    """The facts that conditions may speak of, by name; it cannot change."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        """Raise ValueError when two facts have the same name."""
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            if fact.name in self._facts:
                raise ValueError(_("The fact %(name)s is declared twice.") % {"name": fact.name})
            self._facts[fact.name] = fact

    def extended(self, facts: Iterable[Fact]) -> "Vocabulary":
        """Return a vocabulary with these facts as well; ValueError when a name is taken."""
        return Vocabulary((*self._facts.values(), *facts))

    def why_missing(self, name: str) -> str:
        """Say that there is no such fact, and which names the writer may have meant."""
        near = get_close_matches(name, self._facts, n=3, cutoff=0.7)
        if not near:
            return _("%(name)s: there is no such fact") % {"name": kinds.shortened(name)}
        names = {"name": name, "near": ", ".join(near)}
        return _("%(name)s: there is no such fact; did you mean %(near)s?") % names

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def check_facts(facts: Mapping[str, object], vocabulary: Vocabulary) -> None:
    """Raise FactError for the first value that its fact cannot have. None is unknown, and fits."""
    for name, value in facts.items():
        if name not in vocabulary:
            raise FactError(vocabulary.why_missing(name))
        fact = vocabulary[name]
        if value is not None and not fact.fits(value):
            raise FactError(fact.why_unfit(value))


def _problem_of_name(name: str) -> str | None:
    if not _NAME.fullmatch(name):
        return _(
            "%(name)s is not a name for a fact: expected two parts with a period between them, "
            "each of lower-case letters, digits and single underscores, such as group.some_name."
        ) % {"name": name}
    for word in name.split("."):
        if _RESERVED.fullmatch(word):
            message = _("%(name)s is not a name for a fact: %(word)s is a word of the language.")
            return message % {"name": name, "word": word}
    return None


def _problem_of_shape(fact: Fact) -> str | None:
    name = {"name": fact.name}
    if fact.kind in kinds.WITH_CHOICES and not fact.choices:
        return _("%(name)s needs a list of choices.") % name
    if fact.kind not in kinds.WITH_CHOICES and fact.choices:
        return _("%(name)s cannot have choices: it is neither a choice nor a set.") % name
    if (fact.yes is None) is not (fact.no is None):
        return _("%(name)s needs both phrases, for yes and for no, or neither.") % name
    return None
