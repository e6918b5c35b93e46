"""The facts of which at least one must change before a request can be permitted."""

from collections.abc import Iterable, Sequence

from policy.language.conditions import facts_of
from policy.policies.deciding.compiling import CompiledPolicy, CompiledRule
from policy.policies.deciding.standings import (
    EXCEPT,
    FORBID,
    PERMITTED,
    REFUSE,
    REFUSED,
    REQUIRE,
    TOWARD,
    Standing,
)


def levers(standings: Sequence[Standing], gate: str) -> frozenset[str]:
    """Return facts of which every permitting set of changes changes at least one.

    They are those of one obstacle: a rule that refuses or may, or every rule that might permit.
    None are left where nothing can permit, or where nothing stands in the way.
    """
    for standing in standings:
        if standing.worst is REFUSED:
            return _against_refusal(standing, gate)
    if PERMITTED not in [standing.worst for standing in standings]:
        return _facts(rule for each in standings for rule in _rules(each.policy, gate, TOWARD))
    return _facts([rule for each in standings for rule in each.open if rule.bit == REQUIRE][:1])


def _against_refusal(standing: Standing, gate: str) -> frozenset[str]:
    active = [*standing.held, *standing.open]
    for rule in active:
        if rule.bit == FORBID:
            return _facts([rule])
    refusing = next(rule for rule in active if rule.bit == REFUSE)
    return _facts([refusing, *_rules(standing.policy, gate, EXCEPT)])


def _rules(policy: CompiledPolicy, gate: str, effects: int) -> list[CompiledRule]:
    return [rule for rule in policy.rules[gate] if rule.bit & effects]


def _facts(rules: Iterable[CompiledRule]) -> frozenset[str]:
    return frozenset().union(*(facts_of(rule.condition) for rule in rules))
