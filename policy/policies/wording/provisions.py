"""The clauses of a version, each with the rules that put it into force."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from policy.language.cel import as_cel
from policy.language.conditions import Always, Condition, ConditionError
from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.policies.choices import Enforcement, Gate, VersionState
from policy.policies.models import Clause, Comment, Rule, Version
from policy.policies.packs import sound_vocabulary
from policy.policies.queries import compiled, pack_of
from policy.policies.queries.lists import current_vocabulary
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
    waivable_by: str = ""
    broken: bool = False


@dataclass(frozen=True)
class Provision:
    """One clause, and what the product does about it."""

    clause: Clause
    rules: tuple[RuleInWords, ...]
    threads: tuple[Comment, ...] = ()

    @property
    def enforcement(self) -> str:
        return str(dict(Enforcement.choices).get(self.clause.enforcement, ""))


def in_words(version: Version) -> list[Provision]:
    """The clauses of `version` in order; needs what `WHOLE` names, to read it in few queries.

    Of a draft, what can be read of it.
    """
    read = _reader(version)
    by_clause: dict[int, list[RuleInWords]] = {}
    for rule in version.rules.all():
        by_clause.setdefault(rule.clause_id, []).append(read(rule))
    return [
        Provision(clause, tuple(by_clause.get(clause.pk, ()))) for clause in version.clauses.all()
    ]


def draft_rule_in_words(rule: Rule, vocabulary: Vocabulary) -> RuleInWords:
    """A rule that may still be wrong; where it cannot be read, as it is written and no more."""
    try:
        return _rule(rule, parse(rule.when, vocabulary), vocabulary)
    except (ConditionError, KeyError, TypeError, ValueError):
        return RuleInWords(
            identifier=rule.identifier,
            effect=rule.effect,
            effect_label=rule.get_effect_display(),
            gates="",
            condition="",
            requirements=(),
            source=rule.when,
            cel=rule.when,
            broken=True,
        )


def _reader(version: Version) -> Callable[[Rule], RuleInWords]:
    if version.state == VersionState.DRAFT:
        return partial(
            draft_rule_in_words, vocabulary=sound_vocabulary(pack_of(version), current_vocabulary())
        )
    policy = compiled(version)
    conditions = {rule.reason.rule: rule.condition for gate in Gate for rule in policy.rules[gate]}
    return lambda rule: _rule(rule, conditions[rule.identifier], policy.vocabulary)


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
