"""A stored version as the pack that it came from."""

from collections.abc import Mapping

from django.db.models import prefetch_related_objects

from policy.policies.models import Case, Clause, Requirement, Rule, Version
from policy.policies.packs import (
    AssuranceText,
    CaseText,
    ClauseText,
    NoteText,
    Pack,
    PolicyHead,
    QuestionText,
    QuizText,
    RequirementText,
    RuleText,
    VersionHead,
)

# Everything that a version holds, so that a list of versions is read in a few queries.
WHOLE = (
    "policy",
    "clauses",
    "rules__clause",
    "rules__requirements",
    "questions",
    "assurances",
    "cases",
    "quiz",
    "notes",
)


def pack_of(version: Version) -> Pack:
    """The pack that `version` was imported from, without loss."""
    prefetch_related_objects([version], *WHOLE)
    return Pack(
        policy=_policy_head(version),
        version=_version_head(version),
        clauses=tuple(map(_clause, version.clauses.all())),
        rules=tuple(map(_rule, version.rules.all())),
        questions=tuple(
            QuestionText(q.name, q.label, q.type, q.choices, tuple(q.gates), q.when)
            for q in version.questions.all()
        ),
        assurances=tuple(
            AssuranceText(a.identifier, a.text, tuple(a.gates), a.never, a.always_requires)
            for a in version.assurances.all()
        ),
        cases=tuple(map(_case, version.cases.all())),
        quiz=tuple(QuizText(q.identifier, q.text, q.choices, q.answer) for q in version.quiz.all()),
        notes=tuple(
            NoteText(n.identifier, n.text, n.finding, tuple(n.about)) for n in version.notes.all()
        ),
    )


def _policy_head(version: Version) -> PolicyHead:
    return PolicyHead(
        slug=version.policy.slug,
        title=version.title,
        issuer=version.issuer,
        source=version.source,
    )


def _version_head(version: Version) -> VersionHead:
    return VersionHead(
        number=version.number,
        effective_from=version.effective_from,
        effective_until=version.effective_until,
        until_event=version.until_event,
        interim=version.interim,
        summary=version.summary,
    )


def _clause(clause: Clause) -> ClauseText:
    return ClauseText(
        id=clause.identifier,
        heading=clause.heading,
        text=clause.text,
        enforcement=clause.enforcement,
        source=clause.source,
    )


def _rule(rule: Rule) -> RuleText:
    return RuleText(
        id=rule.identifier,
        clause=rule.clause.identifier,
        gates=tuple(rule.gates),
        effect=rule.effect,
        when=rule.when,
        requirements=tuple(map(_requirement, rule.requirements.all())),
        waivable_by=rule.waivable_by,
    )


def _case(case: Case) -> CaseText:
    return CaseText(
        id=case.identifier,
        text=case.text,
        gate=case.gate,
        facts=case.facts,
        outcome=case.outcome,
        clauses=tuple(case.clauses),
        source=case.source,
    )


def _requirement(requirement: Requirement) -> RequirementText:
    return RequirementText(requirement.kind, _with_tuples(requirement.details))


def _with_tuples(details: Mapping[str, object]) -> dict[str, object]:
    """JSON has lists where a pack has tuples."""
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in details.items()
    }
