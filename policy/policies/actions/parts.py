"""What a version holds, written from a pack."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from policy.policies.models import (
    Assurance,
    Case,
    Clause,
    Note,
    Question,
    QuizQuestion,
    Requirement,
    Rule,
    Version,
)
from policy.policies.packs import Pack

P = TypeVar("P", Clause, Rule, Question, Assurance, Case, QuizQuestion, Note)


def write_parts(version: Version, pack: Pack) -> None:
    """Stores everything of `pack` below its heads; `version` has nothing yet, and is a draft."""
    _write_beside(version, pack, _write_clauses(version, pack))


def rewrite_parts(version: Version, pack: Pack) -> None:
    """Stores everything of `pack` below its heads in the place of what the draft has.

    A clause whose identifier stays is the same clause still, with what hangs on it.
    """
    for parts in (Rule, Question, Assurance, Case, QuizQuestion, Note):
        parts.objects.filter(version=version).delete()
    version.clauses.exclude(identifier__in=[clause.id for clause in pack.clauses]).delete()
    _write_beside(version, pack, _rewrite_clauses(version, pack))


def _write_beside(version: Version, pack: Pack, clauses: dict[str, Clause]) -> None:
    _write_rules(version, pack, clauses)
    Question.objects.bulk_create(_placed(version, _questions(pack)))
    Assurance.objects.bulk_create(_placed(version, _assurances(pack)))
    Case.objects.bulk_create(_placed(version, _cases(pack)))
    QuizQuestion.objects.bulk_create(_placed(version, _quiz(pack)))
    Note.objects.bulk_create(_placed(version, _notes(pack)))


def _placed(version: Version, parts: Iterable[P]) -> Iterator[P]:
    """The parts as those of `version`, one behind the other."""
    for position, part in enumerate(parts, 1):
        part.version, part.position = version, position
        yield part


def _write_clauses(version: Version, pack: Pack) -> dict[str, Clause]:
    clauses = Clause.objects.bulk_create(_placed(version, _clauses(pack)))
    return {clause.identifier: clause for clause in clauses}


def _rewrite_clauses(version: Version, pack: Pack) -> dict[str, Clause]:
    kept = dict(version.clauses.values_list("identifier", "pk"))
    for clause in _placed(version, _clauses(pack)):
        clause.pk = kept.get(clause.identifier)
        clause.save()
        kept[clause.identifier] = clause.pk
    return {clause.identifier: clause for clause in version.clauses.all()}


def _write_rules(version: Version, pack: Pack, clauses: dict[str, Clause]) -> None:
    rules = Rule.objects.bulk_create(_placed(version, _rules(pack, clauses)))
    Requirement.objects.bulk_create(
        Requirement(
            rule=rule, position=position, kind=requirement.kind, details=requirement.details
        )
        for rule, text in zip(rules, pack.rules, strict=True)
        for position, requirement in enumerate(text.requirements, 1)
    )


def _clauses(pack: Pack) -> Iterator[Clause]:
    for clause in pack.clauses:
        yield Clause(
            identifier=clause.id,
            heading=clause.heading,
            text=clause.text,
            enforcement=clause.enforcement,
            source=clause.source,
        )


def _rules(pack: Pack, clauses: dict[str, Clause]) -> Iterator[Rule]:
    for rule in pack.rules:
        yield Rule(
            clause=clauses[rule.clause],
            identifier=rule.id,
            gates=list(rule.gates),
            effect=rule.effect,
            when=rule.when,
            waivable_by=rule.waivable_by,
        )


def _questions(pack: Pack) -> Iterator[Question]:
    for question in pack.questions:
        yield Question(
            name=question.name,
            label=question.label,
            type=question.type,
            choices=question.choices,
            gates=list(question.gates),
            when=question.when,
        )


def _assurances(pack: Pack) -> Iterator[Assurance]:
    for assurance in pack.assurances:
        yield Assurance(
            identifier=assurance.id,
            text=assurance.text,
            gates=list(assurance.gates),
            never=assurance.never,
            always_requires=assurance.always_requires,
        )


def _cases(pack: Pack) -> Iterator[Case]:
    for case in pack.cases:
        yield Case(
            identifier=case.id,
            text=case.text,
            gate=case.gate,
            facts=case.facts,
            outcome=case.outcome,
            clauses=list(case.clauses),
            source=case.source,
        )


def _quiz(pack: Pack) -> Iterator[QuizQuestion]:
    for asked in pack.quiz:
        yield QuizQuestion(
            identifier=asked.id, text=asked.text, choices=asked.choices, answer=asked.answer
        )


def _notes(pack: Pack) -> Iterator[Note]:
    for note in pack.notes:
        yield Note(identifier=note.id, text=note.text, finding=note.finding, about=list(note.about))
