"""The questions of a pack as facts."""

from policy.language.facts import Fact, Kind, Vocabulary
from policy.policies.choices import Gate, QuestionType
from policy.policies.packs.schema import Pack, QuestionText


def answer_fact(question: QuestionText) -> Fact:
    """The fact `answer.<name>`, known from the first gate at which the question is asked.

    Raises ValueError for a name that cannot be a fact, or choices that do not suit the type.
    """
    return Fact(
        name=f"answer.{question.name}",
        kind=_kind_of(question.type),
        label=question.label,
        choices=question.choices,
        known_from=next(gate for gate in Gate.values if gate in question.gates),
    )


def _kind_of(question_type: str) -> Kind:
    """What is attested is answered yes, or not at all."""
    return Kind.YES_NO if question_type == QuestionType.ATTESTATION else Kind(question_type)


def vocabulary_of(pack: Pack, vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary in which the conditions of a pack are written."""
    return vocabulary.extended(map(answer_fact, pack.questions))
