"""What policies say together of a row of facts, as SQL: the same weighing as `decide`'s.

Every rule is a boolean column of three values. Over the rules of one effect, OR answers TRUE where
one holds, NULL where one may still hold, and FALSE where none does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy.language.conditions import facts_of
from policy.language.sql import Sql, as_sql, value_of
from policy.policies.choices import Effect
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.compiling import CompiledRule


@dataclass(frozen=True)
class Column:
    """A rule of one of the policies, and the name of the column that says whether it holds."""

    name: str
    policy: CompiledPolicy
    rule: CompiledRule


def columns_of(policies: Sequence[CompiledPolicy], gate: str) -> list[Column]:
    """The rules at the gate, numbered from 0 in the order of the policies and their rules."""
    rules = [(policy, rule) for policy in policies for rule in policy.rules[gate]]
    return [Column(f"r{number}", policy, rule) for number, (policy, rule) in enumerate(rules)]


def facts_sql(columns: Sequence[Column]) -> tuple[list[Sql], dict[str, dict[str, str]]]:
    """The facts that the rules speak of as columns, and their names for each policy.

    Two policies may ask questions of one name but of different kinds: each reads its own.
    """
    found: dict[Sql, str] = {}
    names: dict[str, dict[str, str]] = {}
    for column in columns:
        for fact in sorted(facts_of(column.rule.condition)):
            value = value_of(column.policy.vocabulary[fact])
            name = found.setdefault(value, f"f{len(found)}")
            names.setdefault(column.policy.slug, {})[fact] = name
    return [
        Sql(f"{value.text} AS {name}", value.parameters) for value, name in found.items()
    ], names


def rules_sql(columns: Sequence[Column], names: Mapping[str, Mapping[str, str]]) -> Iterator[Sql]:
    """Each rule's condition as a column over those of the facts."""
    for column in columns:
        vocabulary = column.policy.vocabulary
        asked = as_sql(column.rule.condition, vocabulary, names.get(column.policy.slug, {}))
        yield Sql(f"({asked.text}) AS {column.name}", asked.parameters)


def outcome_sql(policies: Sequence[CompiledPolicy], columns: Sequence[Column]) -> str:
    """The outcome as one expression over the columns of the rules."""
    held = [_by_effect(policy, columns) for policy in policies]
    best_refused = [_refused_at_best(by) for by in held]
    best = [_permitted_at_best(by) for by in held]
    worst_refused = [_refused_at_worst(by) for by in held]
    worst = [_permitted_at_worst(by) for by in held]
    left_open = [f"{column.name} IS NULL" for column in columns if _requires(column)]
    return (
        f"CASE WHEN {_any(best_refused)} OR NOT ({_any(best)}) THEN 'refused'"
        f" WHEN {_any(worst_refused)} OR NOT ({_any(worst)}) OR {_any(left_open)}"
        " THEN 'undecided' ELSE 'permitted' END"
    )


def deciding_sql(policies: Sequence[CompiledPolicy], columns: Sequence[Column], after: str) -> str:
    """The numbers of the rules that decide, where `after` is the outcome.

    For a refusal those that refuse and for a permit those that permit, as `decide` names them; for
    an undecided request all that are left open.
    """
    held = {policy.slug: _by_effect(policy, columns) for policy in policies}
    numbers = [
        f"CASE WHEN {_decides(column, held[column.policy.slug], after)} THEN {number} END"
        for number, column in enumerate(columns)
    ]
    listed = ", ".join(numbers)
    return f"array_remove(ARRAY[{listed}]::smallint[], NULL)"


def _decides(column: Column, by: Mapping[Effect, str], after: str) -> str:
    name, effect = column.name, column.rule.effect
    if effect is Effect.REQUIRE:
        return f"{after} = 'undecided' AND {name} IS NULL"
    outcome = "permitted" if effect in (Effect.EXCEPT, Effect.ALLOW) else "refused"
    counts = f" AND ({by[Effect.EXCEPT]}) IS FALSE" if effect is Effect.REFUSE else ""
    return (
        f"{after} = '{outcome}' AND {name} IS TRUE{counts}"
        f" OR {after} = 'undecided' AND {name} IS NULL"
    )


def _requires(column: Column) -> bool:
    return column.rule.effect is Effect.REQUIRE


def _by_effect(policy: CompiledPolicy, columns: Sequence[Column]) -> dict[Effect, str]:
    return {
        effect: _any(
            column.name
            for column in columns
            if column.policy is policy and column.rule.effect is effect
        )
        for effect in Effect
    }


def _any(parts: Sequence[str] | Iterator[str]) -> str:
    return " OR ".join(f"({part})" for part in parts) or "FALSE"


def _refused_at_best(by: Mapping[Effect, str]) -> str:
    forbid, excepted, refuse = by[Effect.FORBID], by[Effect.EXCEPT], by[Effect.REFUSE]
    return f"({forbid}) IS TRUE OR ({excepted}) IS FALSE AND ({refuse}) IS TRUE"


def _permitted_at_best(by: Mapping[Effect, str]) -> str:
    excepted, allow = by[Effect.EXCEPT], by[Effect.ALLOW]
    return f"({excepted}) IS NOT FALSE OR ({allow}) IS NOT FALSE"


def _refused_at_worst(by: Mapping[Effect, str]) -> str:
    forbid, excepted, refuse = by[Effect.FORBID], by[Effect.EXCEPT], by[Effect.REFUSE]
    return f"({forbid}) IS NOT FALSE OR ({excepted}) IS NOT TRUE AND ({refuse}) IS NOT FALSE"


def _permitted_at_worst(by: Mapping[Effect, str]) -> str:
    excepted, allow = by[Effect.EXCEPT], by[Effect.ALLOW]
    return f"({excepted}) IS TRUE OR ({allow}) IS TRUE"
