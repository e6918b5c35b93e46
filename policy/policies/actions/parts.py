"""What a version holds, written from a pack."""

from collections.abc import Iterator

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
    _write_questions(version, pack)
    _write_assurances(version, pack)
    _write_cases(version, pack)
    _write_quiz(version, pack)
    _write_notes(version, pack)


def _write_clauses(version: Version, pack: Pack) -> dict[str, Clause]:
    clauses = Clause.objects.bulk_create(_clauses(version, pack))
    return {clause.identifier: clause for clause in clauses}


def _rewrite_clauses(version: Version, pack: Pack) -> dict[str, Clause]:
    kept = dict(version.clauses.values_list("identifier", "pk"))
    for clause in _clauses(version, pack):
        clause.pk = kept.get(clause.identifier)
        clause.save()
        kept[clause.identifier] = clause.pk
    return {clause.identifier: clause for clause in version.clauses.all()}


def _clauses(version: Version, pack: Pack) -> Iterator[Clause]:
    for position, clause in enumerate(pack.clauses, 1):
        yield Clause(
            version=version,
            position=position,
            identifier=clause.id,
            heading=clause.heading,
            text=clause.text,
            enforcement=clause.enforcement,
            source=clause.source,
        )


def _write_rules(version: Version, pack: Pack, clauses: dict[str, Clause]) -> None:
    rules = Rule.objects.bulk_create(
        Rule(
            version=version,
            clause=clauses[rule.clause],
            position=position,
            identifier=rule.id,
            gates=list(rule.gates),
            effect=rule.effect,
            when=rule.when,
            waivable_by=rule.waivable_by,
        )
        for position, rule in enumerate(pack.rules, 1)
    )
    Requirement.objects.bulk_create(
        Requirement(
            rule=rule, position=position, kind=requirement.kind, details=requirement.details
        )
        for rule, text in zip(rules, pack.rules, strict=True)
        for position, requirement in enumerate(text.requirements, 1)
    )


def _write_questions(version: Version, pack: Pack) -> None:
    Question.objects.bulk_create(
        Question(
            version=version,
            position=position,
            name=question.name,
            label=question.label,
            type=question.type,
            choices=question.choices,
            gates=list(question.gates),
            when=question.when,
        )
        for position, question in enumerate(pack.questions, 1)
    )


def _write_assurances(version: Version, pack: Pack) -> None:
    Assurance.objects.bulk_create(
        Assurance(
            version=version,
            position=position,
            identifier=assurance.id,
            text=assurance.text,
            gates=list(assurance.gates),
            never=assurance.never,
            always_requires=assurance.always_requires,
        )
        for position, assurance in enumerate(pack.assurances, 1)
    )


def _write_cases(version: Version, pack: Pack) -> None:
    Case.objects.bulk_create(
        Case(
            version=version,
            position=position,
            identifier=case.id,
            text=case.text,
            gate=case.gate,
            facts=case.facts,
            outcome=case.outcome,
            clauses=list(case.clauses),
            source=case.source,
        )
        for position, case in enumerate(pack.cases, 1)
    )


def _write_quiz(version: Version, pack: Pack) -> None:
    QuizQuestion.objects.bulk_create(
        QuizQuestion(
            version=version,
            position=position,
            identifier=asked.id,
            text=asked.text,
            choices=asked.choices,
            answer=asked.answer,
        )
        for position, asked in enumerate(pack.quiz, 1)
    )


def _write_notes(version: Version, pack: Pack) -> None:
    Note.objects.bulk_create(
        Note(
            version=version,
            position=position,
            identifier=note.id,
            text=note.text,
            finding=note.finding,
            about=list(note.about),
        )
        for position, note in enumerate(pack.notes, 1)
    )
