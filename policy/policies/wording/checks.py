"""The questions and the assurances of a version, in English."""

from dataclasses import dataclass

from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.policies.choices import RequirementKind
from policy.policies.models import Assurance, Question, Version
from policy.policies.queries import compiled
from policy.policies.wording.terms import gates_in_words


@dataclass(frozen=True)
class QuestionInWords:
    """A question of the policy's own; an empty `condition` asks always."""

    question: Question
    gates: str
    condition: str


@dataclass(frozen=True)
class AssuranceInWords:
    """Something that is never permitted, or always carries a requirement of this kind."""

    assurance: Assurance
    gates: str
    never: str
    always_requires: str


def questions_in_words(version: Version) -> list[QuestionInWords]:
    vocabulary = compiled(version).vocabulary
    return [
        QuestionInWords(q, gates_in_words(q.gates), _english(q.when, vocabulary))
        for q in version.questions.all()
    ]


def assurances_in_words(version: Version) -> list[AssuranceInWords]:
    vocabulary = compiled(version).vocabulary
    return [
        AssuranceInWords(
            a,
            gates_in_words(a.gates),
            _english(a.never, vocabulary),
            str(RequirementKind(a.always_requires).label) if a.always_requires else "",
        )
        for a in version.assurances.all()
    ]


def _english(condition: str, vocabulary: Vocabulary) -> str:
    return as_english(parse(condition, vocabulary), vocabulary) if condition else ""
