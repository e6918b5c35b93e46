"""What a decision says."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from policy.policies.choices import Outcome

# The effect of a reason that no rule gave: no policy in force speaks of the request.
SILENCE = "silence"
# The effect of a reason that no rule gave: the register of systems does not allow the system.
REGISTER = "register"

Requirement = Mapping[str, Any]
Change = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that mattered; `policy` and `version` are None where no policy was in force or the
    register refused, `clause` and `rule` where the policy was silent as well."""

    policy: str | None
    version: int | None
    clause: str | None
    rule: str | None
    effect: str
    text: str


class Verdict(NamedTuple):
    """What the policies said at one gate; there is always at least one reason, decisive first.

    `unknown` names the facts that would settle an undecided verdict; `requirements` are those of
    the rules that hold, each with its policy, clause and rule, and none for a refusal.
    """

    outcome: Outcome
    gate: str
    reasons: tuple[Reason, ...]
    requirements: tuple[Requirement, ...] = ()
    unknown: tuple[str, ...] = ()

    def as_json(self, to_permit: Sequence[Change] = ()) -> dict[str, object]:
        """The verdict as plain values for JSON, with the smallest changes that would permit.

        `policy` and `version` are those of the decisive reason.
        """
        return {
            "outcome": str(self.outcome),
            "policy": self.reasons[0].policy,
            "version": self.reasons[0].version,
            "gate": str(self.gate),
            "reasons": [_without_version(reason) for reason in self.reasons],
            "requirements": [dict(requirement) for requirement in self.requirements],
            "unknown": list(self.unknown),
            "to_permit": [dict(change) for change in to_permit],
        }


def _without_version(reason: Reason) -> dict[str, object]:
    entries = asdict(reason)
    del entries["version"]
    return entries
