"""The decisions that would have come out otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from policy.language.sql import Sql
from policy.policies.choices import Gate
from policy.policies.deciding import CompiledPolicy
from policy.policies.replaying.verdicts import (
    columns_of,
    deciding_sql,
    facts_sql,
    outcome_sql,
    rules_sql,
)


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


def flips_in(span: Span, gate: Gate) -> tuple[Sql, list[RuleName]]:
    """A query for the decisions at the gate that the span's policies would have made otherwise.

    Its rows are the decision's key, the outcome then, the outcome now, and the places in the
    returned list of the rules that decide now. Each decision of the span is read once.
    """
    columns = columns_of(span.policies, gate)
    facts, names = facts_sql(columns)
    read = _select(
        [Sql("id"), Sql("outcome"), *facts],
        "policies_decision WHERE gate = %s AND made_at >= %s AND made_at < %s OFFSET 0",
        (gate.value, span.begins, span.ends),
    )
    # OFFSET 0 keeps PostgreSQL from reading a fact or a rule again wherever it is spoken of.
    held = _nested([Sql("id"), Sql("outcome"), *rules_sql(columns, names)], read, "OFFSET 0")
    after = Sql(f"{outcome_sql(span.policies, columns)} AS after")
    judged = _nested([Sql("*"), after], held, "OFFSET 0")
    rules = Sql(f"{deciding_sql(span.policies, columns, 'after')} AS rules")
    flips = _nested(
        [Sql("id AS decision_id"), Sql("outcome AS before"), Sql("after"), rules],
        judged,
        "WHERE after <> outcome",
    )
    return flips, list(_names(span, gate))


def _names(span: Span, gate: Gate) -> Iterator[RuleName]:
    for column in columns_of(span.policies, gate):
        reason = column.rule.reason
        yield RuleName(str(reason.policy), str(reason.clause), str(reason.rule))


def _select(columns: Sequence[Sql], source: str, parameters: tuple[Any, ...]) -> Sql:
    listed = ", ".join(column.text for column in columns)
    given = tuple(value for column in columns for value in column.parameters)
    return Sql(f"SELECT {listed} FROM {source}", (*given, *parameters))  # noqa: S608


def _nested(columns: Sequence[Sql], inner: Sql, rest: str) -> Sql:
    return _select(columns, f"({inner.text}) q {rest}", inner.parameters)
