"""What the policies in force want to be told on the form, beyond what every request says."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from policy.language.evaluate import compile_condition
from policy.language.facts import Fact, Vocabulary
from policy.language.parser import parse
from policy.personnel.models import Person
from policy.policies.choices import Gate, Party, QuestionType
from policy.policies.deciding import Demands
from policy.policies.deciding.verdicts import Requirement
from policy.policies.models import Decision, Question
from policy.policies.queries import (
    compiled_in_force,
    demands_from,
    judge,
    questions_in_force,
)
from policy.searches.facts import (
    Facts,
    facts_at_approval,
    facts_at_release,
    facts_at_run,
    facts_of,
)
from policy.searches.models import SearchRequest
from policy.searches.queries import demands_on, facts_to_ask


@dataclass(frozen=True)
class Asked:
    """Facts to be told, statements to be confirmed, documents to be named.

    `statements` are facts that are so where a person confirms them, and else not known.
    """

    facts: Sequence[Fact]
    statements: Sequence[Fact]
    attestations: Sequence[Requirement]
    documents: Sequence[Requirement]


def asked_of_requester(request: SearchRequest, at: datetime) -> Asked:
    written = _as_if_written(request)
    facts = facts_of(written, at)
    demands = demands_from(
        judge(gate=Gate.SUBMIT, facts=facts, at=at, case_number=request.case_number).requirements
    )
    questions = _questions(facts, at)
    return Asked(
        facts=[
            *facts_to_ask(written, at),
            *(fact for kind, fact in questions if not _states(kind)),
        ],
        statements=[fact for kind, fact in questions if _states(kind)],
        attestations=_of_requester(demands),
        documents=demands.documents,
    )


def asked_of_operator(request: SearchRequest, operator: Person, at: datetime) -> list[Requirement]:
    """What the examiner who runs the search has to confirm."""
    return _attested(Party.OPERATOR, request, Gate.RUN, facts_at_run(request, operator, at), at)


def asked_of_approver(request: SearchRequest, approver: Person, at: datetime) -> list[Requirement]:
    """What the supervisor who approves has to confirm."""
    facts = facts_at_approval(request, approver, at)
    return _attested(Party.APPROVER, request, Gate.APPROVE, facts, at)


def _attested(
    by: Party, request: SearchRequest, gate: Gate, facts: Facts, at: datetime
) -> list[Requirement]:
    verdict = judge(gate=gate, facts=facts, at=at, case_number=request.case_number)
    demands = demands_on(request, Decision(requirements=verdict.requirements))
    return [item for item in demands.attestations if item.get("by") == by]


def wants_blind_reviews(request: SearchRequest, at: datetime) -> bool:
    """Is each examiner to compare without knowing what another found?"""
    verdict = judge(
        gate=Gate.RELEASE,
        facts=facts_at_release(request, at),
        at=at,
        case_number=request.case_number,
    )
    return demands_on(request, Decision(requirements=verdict.requirements)).blind


def papers_of(request: SearchRequest, at: datetime, *, draft: bool) -> list[Requirement]:
    """What the requester has to confirm and to name: as demanded, or for a draft as it would be."""
    asked = asked_of_requester(request, at) if draft else _demanded(request)
    return [*asked.attestations, *asked.documents]


def _demanded(request: SearchRequest) -> Asked:
    demands = demands_on(request)
    return Asked((), (), _of_requester(demands), demands.documents)


def _of_requester(demands: Demands) -> list[Requirement]:
    requester = Party.REQUESTER
    return [item for item in demands.attestations if item.get("by", requester) == requester]


def _as_if_written(request: SearchRequest) -> SearchRequest:
    """`request` with the texts that are still to be written; without them a policy may refuse
    already, and ask for nothing more."""
    written = copy(request)
    written.case_number = request.case_number or "-"
    written.justification = request.justification or "-"
    return written


def _questions(facts: Facts, at: datetime) -> list[tuple[str, Fact]]:
    """The policies' own questions with their types, but for those that these facts make
    pointless."""
    vocabularies = {policy.slug: policy.vocabulary for policy in compiled_in_force(at=at)}
    return [
        (question.type, vocabulary[f"answer.{question.name}"])
        for question in questions_in_force(at)
        for vocabulary in [vocabularies[question.version.policy.slug]]
        if Gate.SUBMIT in question.gates and _is_asked(question, facts, vocabulary)
    ]


def _states(question_type: str) -> bool:
    return question_type == QuestionType.ATTESTATION


def _is_asked(question: Question, facts: Facts, vocabulary: Vocabulary) -> bool:
    if not question.when:
        return True
    return compile_condition(parse(question.when, vocabulary), vocabulary)(facts) is not False
