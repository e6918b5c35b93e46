"""The questions and the assurances of a version, in English."""

from dataclasses import dataclass

from policy.language.conditions import ConditionError
from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.policies.choices import RequirementKind, VersionState
from policy.policies.models import Assurance, Question, Version
from policy.policies.packs import sound_vocabulary
from policy.policies.queries import compiled, pack_of
from policy.policies.queries.lists import current_vocabulary
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
    vocabulary = _vocabulary_of(version)
    return [
        QuestionInWords(q, gates_in_words(q.gates), _english(q.when, vocabulary))
        for q in version.questions.all()
    ]


def assurances_in_words(version: Version) -> list[AssuranceInWords]:
    vocabulary = _vocabulary_of(version)
    return [
        AssuranceInWords(
            a,
            gates_in_words(a.gates),
            _english(a.never, vocabulary),
            str(RequirementKind(a.always_requires).label) if a.always_requires else "",
        )
        for a in version.assurances.all()
    ]


def _vocabulary_of(version: Version) -> Vocabulary:
    if version.state == VersionState.DRAFT:
        return sound_vocabulary(pack_of(version), current_vocabulary())
    return compiled(version).vocabulary


def _english(condition: str, vocabulary: Vocabulary) -> str:
    """The condition in words; of a draft, one that cannot be read stays as it is written."""
    try:
        return as_english(parse(condition, vocabulary), vocabulary) if condition else ""
    except ConditionError:
        return condition
