"""What policies say together of a row of facts, as SQL: the same weighing as `decide`'s.

Every rule is a boolean of three values. Over the rules of one effect, OR answers TRUE where one
holds, NULL where one may still hold, and FALSE where none does. A policy's answer is four bits, for
the best and the worst case of what is unknown; the bits of all policies make the outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policy.language.sql import Sql, as_sql, joined, value_of
from policy.policies.choices import Effect, Outcome
from policy.policies.deciding import CompiledPolicy
from policy.policies.deciding.compiling import CompiledRule

BEST_REFUSED, BEST_PERMITTED, WORST_REFUSED, WORST_PERMITTED, LEFT_OPEN = (
    1 << place for place in range(5)
)
_REFUSED = BEST_REFUSED | WORST_REFUSED
_PERMITTED = BEST_PERMITTED | WORST_PERMITTED
_SILENT = 0

# A question of a policy's own may change its type; the kinds of the other facts stay.
OWN_ANSWERS = "answer."


@dataclass(frozen=True)
class RuleSql:
    """A rule of one of the policies, and whether it holds."""

    policy: CompiledPolicy
    rule: CompiledRule
    holds: Sql


def rules_at(policies: Sequence[CompiledPolicy], gate: str) -> list[RuleSql]:
    """The rules at the gate, in the order of the policies and of their rules."""
    return [
        RuleSql(policy, rule, _holds(rule, policy))
        for policy in policies
        for rule in policy.rules[gate]
    ]


def bits_sql(policies: Sequence[CompiledPolicy], rules: Sequence[RuleSql]) -> Sql:
    """What the policies answer, as bits; each rule is asked once at most."""
    answers = [_answer(_by_effect(policy, rules)) for policy in policies]
    open_ones = [
        Sql(f"({rule.holds.text}) IS NULL", rule.holds.parameters)
        for rule in rules
        if rule.rule.effect is Effect.REQUIRE
    ]
    if open_ones:
        answers.append(_case(joined(" OR ", open_ones), Sql(f"{LEFT_OPEN}"), Sql("0"), Sql("0")))
    return joined(" | ", answers, empty="0")


def outcome_of(bits: int) -> Outcome:
    """What the bits of all policies together mean; see `deciding.standings.outcome_of`."""
    if bits & BEST_REFUSED or not bits & BEST_PERMITTED:
        return Outcome.REFUSED
    if bits & WORST_REFUSED or not bits & WORST_PERMITTED or bits & LEFT_OPEN:
        return Outcome.UNDECIDED
    return Outcome.PERMITTED


def deciding_sql(rules: Sequence[RuleSql], after: str, first: int) -> Sql:
    """The numbers, from `first` on, of the rules that decide, where `after` is the outcome.

    For a refusal those that refuse and for a permit those that permit, as `decide` names them; for
    an undecided request all that are left open.
    """
    numbers = [
        Sql(f"CASE WHEN {decides.text} THEN {number} END", decides.parameters)
        for number, rule in enumerate(rules, first)
        for decides in [_decides(rule, rules, after)]
    ]
    listed = ", ".join(number.text for number in numbers)
    given = tuple(value for number in numbers for value in number.parameters)
    return Sql(f"array_remove(ARRAY[{listed}]::integer[], NULL)", given)


def _holds(rule: CompiledRule, policy: CompiledPolicy) -> Sql:
    values = {
        name: value_of(fact, checked=not name.startswith(OWN_ANSWERS))
        for name, fact in policy.vocabulary.items()
    }
    return as_sql(rule.condition, policy.vocabulary, values)


def _by_effect(policy: CompiledPolicy, rules: Iterable[RuleSql]) -> dict[Effect, Sql]:
    mine = [rule for rule in rules if rule.policy is policy]
    return {
        effect: joined(" OR ", (rule.holds for rule in mine if rule.rule.effect is effect))
        for effect in Effect
    }


def _answer(by: Mapping[Effect, Sql]) -> Sql:
    """Effect after effect in order of precedence, each asked only where it still matters."""
    forbid, excepted, refuse, allow = (
        by[effect] for effect in (Effect.FORBID, Effect.EXCEPT, Effect.REFUSE, Effect.ALLOW)
    )
    allowed = _case(allow, _bits(_PERMITTED), _bits(_SILENT), _bits(BEST_PERMITTED))
    allowed_at_best = _case(allow, _bits(BEST_PERMITTED), _bits(_SILENT), _bits(BEST_PERMITTED))
    worst_refused = Sql(f"({allowed_at_best.text}) | {WORST_REFUSED}", allowed_at_best.parameters)
    not_excepted = _case(refuse, _bits(_REFUSED), allowed, worst_refused)
    maybe_excepted = _case(
        refuse,
        _bits(BEST_PERMITTED | WORST_REFUSED),
        _case(allow, _bits(_PERMITTED), _bits(BEST_PERMITTED), _bits(BEST_PERMITTED)),
        _bits(BEST_PERMITTED | WORST_REFUSED),
    )
    not_forbidden = _case(excepted, _bits(_PERMITTED), not_excepted, maybe_excepted)
    maybe_forbidden = _case(
        excepted,
        _bits(BEST_PERMITTED | WORST_REFUSED),
        _case(refuse, _bits(_REFUSED), worst_refused, worst_refused),
        _bits(BEST_PERMITTED | WORST_REFUSED),
    )
    return _case(forbid, _bits(_REFUSED), not_forbidden, maybe_forbidden)


def _bits(value: int) -> Sql:
    return Sql(str(value))


def _case(asked: Sql, true: Sql, false: Sql, unknown: Sql) -> Sql:
    """One of three by a boolean that is asked once; without asking where it cannot hold."""
    if asked.text == "FALSE":
        return false
    return Sql(
        f"CASE {asked.text} WHEN TRUE THEN {true.text} WHEN FALSE THEN {false.text}"
        f" ELSE {unknown.text} END",
        (*asked.parameters, *true.parameters, *false.parameters, *unknown.parameters),
    )


def _decides(rule: RuleSql, rules: Sequence[RuleSql], after: str) -> Sql:
    (text, given), effect = rule.holds, rule.rule.effect
    left_open = f"{after} = 'undecided' AND ({text}) IS NULL"
    if effect is Effect.REQUIRE:
        return Sql(left_open, given)
    outcome = "permitted" if effect in (Effect.EXCEPT, Effect.ALLOW) else "refused"
    counts = Sql("TRUE")
    if effect is Effect.REFUSE:
        excepted = _by_effect(rule.policy, rules)[Effect.EXCEPT]
        counts = Sql(f"({excepted.text}) IS FALSE", excepted.parameters)
    return Sql(
        f"{after} = '{outcome}' AND ({text}) IS TRUE AND {counts.text} OR {left_open}",
        (*given, *counts.parameters, *given),
    )
