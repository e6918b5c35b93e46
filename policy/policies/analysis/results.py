"""What an analysis says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policy.policies.choices import Direction, Enforcement, FindingKind, Gate


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up request at a gate: in words, and the facts that it takes to judge it so."""

    gate: str
    text: str
    facts: Mapping[str, object]

    def as_json(self) -> dict[str, object]:
        return {"gate": self.gate, "text": self.text, "facts": dict(self.facts)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or open; `rules` are those that it is about."""

    kind: FindingKind
    rules: tuple[str, ...]
    text: str
    example: Example | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "rules": list(self.rules),
            "text": self.text,
            "example": _as_json(self.example),
        }


@dataclass(frozen=True, slots=True)
class Proof:
    """An assurance that holds, does not (with an example), or could not be proved (None).

    `rules` are those that permit the example, each with its policy where there are several.
    """

    id: str
    text: str
    holds: bool | None
    rules: tuple[str, ...] = ()
    example: Example | None = None

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "holds": self.holds, "example": _as_json(self.example)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A requirement that leaves something behind which shows that a clause was kept."""

    rule: str
    kind: str
    gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """What stands behind a clause: the rules that enforce it, the evidence that shows it."""

    id: str
    heading: str
    declared: Enforcement
    found: Enforcement
    rules: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    findings: tuple[Finding, ...] = ()
    assurances: tuple[Proof, ...] = ()
    clauses: tuple[ClauseReading, ...] = ()

    @property
    def failed(self) -> list[Proof]:
        return [proof for proof in self.assurances if proof.holds is False]

    @property
    def unproved(self) -> list[Proof]:
        return [proof for proof in self.assurances if proof.holds is None]

    @property
    def is_settled(self) -> bool:
        """Whether the solver finished with every question."""
        kinds = [finding.kind for finding in self.findings]
        return not self.unproved and FindingKind.NOT_PROVED not in kinds

    def shares(self) -> dict[Enforcement, int]:
        """How many clauses are enforced, evidenced, only recorded, or untestable."""
        found = Counter(clause.found for clause in self.clauses)
        return {enforcement: found[enforcement] for enforcement in Enforcement}

    def as_json(self, errors: Sequence[str] = ()) -> dict[str, object]:
        return {
            "errors": list(errors),
            "findings": [finding.as_json() for finding in self.findings],
            "assurances": [proof.as_json() for proof in self.assurances],
            "clauses": {kind.value: count for kind, count in self.shares().items()},
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A request that two versions judge differently; `text` says how."""

    text: str
    example: Example


@dataclass(frozen=True, slots=True)
class GateComparison:
    """How the later version stands to the earlier at one gate, with an example each way."""

    gate: Gate
    direction: Direction
    stricter: Difference | None = None
    looser: Difference | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    overall: Direction
    gates: tuple[GateComparison, ...] = field(default=())


def _as_json(example: Example | None) -> dict[str, object] | None:
    return example.as_json() if example else None
