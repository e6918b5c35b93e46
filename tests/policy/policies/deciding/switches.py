"""Rules with a switch each: a yes/no fact of the rule's own that says whether it holds."""

from collections.abc import Iterator, Mapping
from itertools import product

from policy.language.facts import Fact, Kind, Vocabulary
from policy.policies.deciding import CompiledPolicy
from tests.policy.policies.building import a_policy, a_rule

EFFECTS = ("forbid", "except", "refuse", "allow")
POLICIES = ("first", "second")
VOCABULARY = Vocabulary(
    Fact(f"{policy}.{effect}_holds", Kind.YES_NO, f"{effect} of the {policy}")
    for policy in POLICIES
    for effect in (*EFFECTS, "require")
)

Switches = Mapping[str, bool | None]


def switched(policy: str = "first", effects: tuple[str, ...] = EFFECTS) -> CompiledPolicy:
    """A policy with one rule of each effect, whose id is the effect."""
    rules = [a_rule(effect, f"{policy}.{effect}_holds", id=effect) for effect in effects]
    return a_policy(*rules, slug=policy, vocabulary=VOCABULARY)


def facts(policy: str = "first", **switches: bool | None) -> dict[str, object]:
    """Facts that set the switches of one policy, by effect."""
    return {f"{policy}.{effect}_holds": value for effect, value in switches.items()}


def completions(known: Switches) -> Iterator[dict[str, bool]]:
    """Every way in which the unknown switches may turn out."""
    unknown = [name for name, value in known.items() if value is None]
    for values in product((True, False), repeat=len(unknown)):
        yield {**known, **dict(zip(unknown, values, strict=True))}
