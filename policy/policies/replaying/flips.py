"""The decisions that would have come out otherwise."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from policy.language.sql import Sql
from policy.policies.choices import Gate
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.floor import GATES, STATUS
from policy.policies.replaying.verdicts import (
    LEFT_OPEN,
    RuleSql,
    bits_sql,
    deciding_sql,
    outcome_of,
    rules_at,
)
from policy.systems.choices import SystemStatus

# What the product's floor refuses, as `deciding.floor` does.
_BARRED = (
    "gate IN (" + ", ".join(f"'{gate}'" for gate in GATES) + ")"
    f" AND facts->>'{STATUS}' <> '{SystemStatus.ALLOWED}'"
)

# A decision that rested on a waiver would flip for that alone: it is set aside.
NOT_WAIVED = "NOT EXISTS (SELECT FROM policies_decisionwaiver w WHERE w.decision_id = d.id)"

_OUTCOMES = ", ".join(f"'{outcome_of(bits)}'" for bits in range(LEFT_OPEN << 1))


@dataclass(frozen=True)
class Span:
    """The policies that decide from `begins` on and before `ends`."""

    begins: datetime
    ends: datetime
    policies: tuple[CompiledPolicy, ...]


class RuleName(NamedTuple):
    policy: str
    clause: str
    rule: str


def flips_in(span: Span, first: int = 0) -> tuple[Sql, list[RuleName]]:
    """A query for the decisions that the policies of the span would have made otherwise.

    Its rows are the decision's key, the outcome then, the outcome now, and the rules that decide
    now, as numbers from `first` on into the returned list. Each decision is read once.
    """
    rules = {gate: rules_at(span.policies, gate) for gate in Gate}
    bits = _by_gate({gate: bits_sql(span.policies, rules[gate]) for gate in Gate})
    outcome = f"(ARRAY[{_OUTCOMES}])[1 + {bits.text}]"
    after = f"CASE WHEN {_BARRED} THEN 'refused' ELSE {outcome} END"
    judged = Sql(
        f"SELECT id, gate, outcome, facts, {after} AS after"  # noqa: S608
        f" FROM policies_decision d WHERE made_at >= %s AND made_at < %s AND {NOT_WAIVED}",
        (*bits.parameters, span.begins, span.ends),
    )
    deciding = _by_gate(_numbered(rules, first))
    flips = Sql(
        f"SELECT id AS decision_id, outcome AS before, after, {deciding.text} AS rules"  # noqa: S608
        f" FROM ({judged.text}) q WHERE after <> outcome",
        (*deciding.parameters, *judged.parameters),
    )
    return flips, [_name(rule) for gate in Gate for rule in rules[gate]]


def _numbered(rules: dict[Gate, list[RuleSql]], first: int) -> dict[Gate, Sql]:
    numbered = {}
    for gate, some in rules.items():
        numbered[gate] = deciding_sql(some, "after", first)
        first += len(some)
    return numbered


def _by_gate(parts: dict[Gate, Sql]) -> Sql:
    cases = " ".join(f"WHEN '{gate}' THEN {part.text}" for gate, part in parts.items())
    given = tuple(value for part in parts.values() for value in part.parameters)
    return Sql(f"CASE gate {cases} END", given)


def _name(rule: RuleSql) -> RuleName:
    reason = rule.rule.reason
    return RuleName(str(reason.policy), str(reason.clause), str(reason.rule))
