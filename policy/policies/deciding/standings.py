"""What the rules of one policy say together, and what several policies say together.

A set of effects is a number here, one bit each.
"""

from collections.abc import Sequence
from enum import Enum

from policy.policies.choices import Effect, Outcome
from policy.policies.deciding.compiling import BITS, CompiledPolicy, CompiledRule

FORBID, EXCEPT, REFUSE, ALLOW, REQUIRE = map(BITS.__getitem__, Effect)

# The effects that can only turn an answer toward a permit, and those that can only turn it away.
TOWARD = EXCEPT | ALLOW
AWAY = FORBID | REFUSE

Answers = tuple[bool | None, ...]


class Answer(Enum):
    REFUSED = "refused"
    PERMITTED = "permitted"
    SILENT = "silent"


REFUSED, PERMITTED, SILENT = Answer

_ANSWERS = {FORBID: REFUSED, EXCEPT: PERMITTED, REFUSE: REFUSED, ALLOW: PERMITTED}

# What one policy answers when rules of these effects hold: the first in precedence decides.
ANSWER_OF = tuple(
    next((answer for effect, answer in _ANSWERS.items() if effects & effect), SILENT)
    for effects in range(1 << len(Effect))
)


def permits(answers: Sequence[Answer]) -> bool:
    """Whether several policies permit together: none refuses, and at least one permits."""
    return REFUSED not in answers and PERMITTED in answers


class Standing:
    """The rules of one policy at one gate that hold, and those that the facts leave open.

    `answers` are those of its rules at the gate, in their order. `settled` and `maybe` are the
    effects of the rules that hold and of those left open. `best` is the policy's answer if every
    open rule turned out in favor of a permit, `worst` if every one turned out against it.
    """

    __slots__ = ("best", "held", "maybe", "open", "policy", "settled", "worst")

    def __init__(self, policy: CompiledPolicy, gate: str, answers: Answers) -> None:
        pairs = list(zip(policy.rules[gate], answers, strict=True))
        self.policy = policy
        self.held = [rule for rule, answer in pairs if answer]
        self.open = [rule for rule, answer in pairs if answer is None]
        self.settled = _effects(self.held)
        self.maybe = _effects(self.open)
        self.best = ANSWER_OF[self.settled | self.maybe & TOWARD]
        self.worst = ANSWER_OF[self.settled | self.maybe & AWAY]


def _effects(rules: Sequence[CompiledRule]) -> int:
    effects = 0
    for rule in rules:
        effects |= rule.bit
    return effects


def outcome_of(standings: Sequence[Standing]) -> Outcome:
    """What the policies say together: refused if even the best case is, permitted if even the
    worst case is and no requirement is left open."""
    if not permits([standing.best for standing in standings]):
        return Outcome.REFUSED
    if not permits([standing.worst for standing in standings]):
        return Outcome.UNDECIDED
    if any(standing.maybe & REQUIRE for standing in standings):
        return Outcome.UNDECIDED
    return Outcome.PERMITTED
