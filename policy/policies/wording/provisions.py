"""The clauses of a version, each with the rules that put it into force."""

from dataclasses import dataclass

from policy.language.cel import as_cel
from policy.language.conditions import Always, Condition
from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.policies.choices import Enforcement, Gate
from policy.policies.models import Clause, Rule, Version
from policy.policies.queries import compiled
from policy.policies.wording.requirements import requirement_in_words
from policy.policies.wording.terms import gates_in_words


@dataclass(frozen=True)
class RuleInWords:
    """A rule as a page shows it; `condition` is empty where the rule always holds."""

    identifier: str
    effect: str
    effect_label: str
    gates: str
    condition: str
    requirements: tuple[str, ...]
    source: str
    cel: str
    waivable_by: str


@dataclass(frozen=True)
class Provision:
    """One clause, and what the product does about it."""

    clause: Clause
    rules: tuple[RuleInWords, ...]

    @property
    def enforcement(self) -> str:
        return str(Enforcement(self.clause.enforcement).label)


def in_words(version: Version) -> list[Provision]:
    """The clauses of `version` in order; needs what `WHOLE` names, to read it in few queries."""
    policy = compiled(version)
    conditions = {rule.reason.rule: rule.condition for gate in Gate for rule in policy.rules[gate]}
    by_clause: dict[int, list[RuleInWords]] = {}
    for rule in version.rules.all():
        words = _rule(rule, conditions[rule.identifier], policy.vocabulary)
        by_clause.setdefault(rule.clause_id, []).append(words)
    return [
        Provision(clause, tuple(by_clause.get(clause.pk, ()))) for clause in version.clauses.all()
    ]


def _rule(rule: Rule, condition: Condition, vocabulary: Vocabulary) -> RuleInWords:
    return RuleInWords(
        identifier=rule.identifier,
        effect=rule.effect,
        effect_label=rule.get_effect_display(),
        gates=gates_in_words(rule.gates),
        condition="" if condition == Always(True) else as_english(condition, vocabulary),
        requirements=tuple(
            requirement_in_words(requirement.kind, requirement.details)
            for requirement in rule.requirements.all()
        ),
        source=rule.when,
        cel=as_cel(condition, vocabulary),
        waivable_by=rule.get_waivable_by_display(),
    )
