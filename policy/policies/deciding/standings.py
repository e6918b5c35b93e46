"""What the rules of one policy say together, and what several policies say together."""

from collections.abc import Iterable, Sequence
from enum import Enum

from policy.language.evaluate import Facts
from policy.policies.choices import Effect, Outcome
from policy.policies.deciding.compiling import CompiledPolicy, CompiledRule


class Answer(Enum):
    REFUSED = "refused"
    PERMITTED = "permitted"
    SILENT = "silent"


# The effects that can only turn an answer toward a permit, and those that can only turn it away.
TOWARD = frozenset({Effect.EXCEPT, Effect.ALLOW})
AWAY = frozenset({Effect.FORBID, Effect.REFUSE})

_PRECEDENCE = (
    (Effect.FORBID, Answer.REFUSED),
    (Effect.EXCEPT, Answer.PERMITTED),
    (Effect.REFUSE, Answer.REFUSED),
    (Effect.ALLOW, Answer.PERMITTED),
)


def answer_of(effects: frozenset[Effect]) -> Answer:
    """What one policy answers when rules of these effects hold: the first in precedence decides."""
    for effect, answer in _PRECEDENCE:
        if effect in effects:
            return answer
    return Answer.SILENT


def permits(answers: Iterable[Answer]) -> bool:
    """Whether several policies permit together: none refuses, and at least one permits."""
    found = set(answers)
    return Answer.REFUSED not in found and Answer.PERMITTED in found


class Standing:
    """The rules of one policy at one gate that hold, and those that the facts leave open.

    `best` is the policy's answer if every open rule turned out in favor of a permit, `worst` if
    every one turned out against it.
    """

    __slots__ = ("best", "held", "maybe", "open", "policy", "worst")

    def __init__(self, policy: CompiledPolicy, gate: str, facts: Facts) -> None:
        rules = policy.rules[gate]
        answers = [rule.holds(facts) for rule in rules]
        self.policy = policy
        self.held = [rule for rule, answer in zip(rules, answers, strict=True) if answer]
        effects = frozenset([rule.effect for rule in self.held])
        self.best = self.worst = answer_of(effects)
        self.open: Sequence[CompiledRule] = ()
        if None in answers:
            self.open = [rule for rule, answer in zip(rules, answers, strict=True) if answer is None]
            maybe = {rule.effect for rule in self.open}
            self.best = answer_of(effects | maybe & TOWARD)
            self.worst = answer_of(effects | maybe & AWAY)


def outcome_of(standings: Sequence[Standing]) -> Outcome:
    """What the policies say together: refused if even the best case is, permitted if even the
    worst case is and no requirement is left open."""
    if not permits(standing.best for standing in standings):
        return Outcome.REFUSED
    if permits(standing.worst for standing in standings) and not any(
        rule.effect is Effect.REQUIRE for standing in standings for rule in standing.open
    ):
        return Outcome.PERMITTED
    return Outcome.UNDECIDED
