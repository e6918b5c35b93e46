"""A policy without the rules that were waived for a case."""

from dataclasses import replace
from functools import lru_cache

from policy.language.evaluate import Facts
from policy.policies.choices import WAIVABLE
from policy.policies.deciding.compiling import CompiledPolicy, CompiledRule

_REMEMBERED = 256


# One object for the same rules, so that what its answers mean is remembered as for any policy.
@lru_cache(_REMEMBERED)
def without(policy: CompiledPolicy, waived: frozenset[str]) -> CompiledPolicy:
    """Return the policy as if it had not the rules of these identifiers; none that forbids goes."""
    rules = {
        gate: tuple(rule for rule in rules if not _is_waived(rule, waived))
        for gate, rules in policy.rules.items()
    }
    return replace(policy, rules=rules)


def spoken(policy: CompiledPolicy, waived: frozenset[str], gate: str, facts: Facts) -> list[str]:
    """The identifiers of the waived rules that would have held, or might have."""
    return [
        str(rule.reason.rule)
        for rule in policy.rules[gate]
        if _is_waived(rule, waived) and rule.holds(facts) is not False
    ]


def _is_waived(rule: CompiledRule, waived: frozenset[str]) -> bool:
    return rule.effect in WAIVABLE and rule.reason.rule in waived
