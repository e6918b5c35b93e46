"""What a policy pack holds: one version of a policy, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PolicyHead:
    slug: str
    title: str
    issuer: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class VersionHead:
    """`effective_from` and `effective_until` are ISO dates, or date-times with a zone, or empty.

    `effective_until` is the first moment at which the version is no longer in force.
    """

    number: int
    effective_from: str = ""
    effective_until: str = ""
    until_event: str = ""
    interim: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ClauseText:
    id: str
    heading: str
    text: str
    enforcement: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RequirementText:
    kind: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RuleText:
    id: str
    clause: str
    gates: tuple[str, ...]
    effect: str
    when: str
    requirements: tuple[RequirementText, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question of the policy's own; its answer is the fact `answer.<name>`.

    `choices` maps each code to its words; an empty `when` asks always.
    """

    name: str
    label: str
    type: str
    choices: Mapping[str, str]
    gates: tuple[str, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class AssuranceText:
    """Either `never` (a condition) or `always_requires` (a kind of requirement) is filled in."""

    id: str
    text: str
    gates: tuple[str, ...]
    never: str = ""
    always_requires: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    policy: PolicyHead
    version: VersionHead
    clauses: tuple[ClauseText, ...]
    rules: tuple[RuleText, ...] = ()
    questions: tuple[QuestionText, ...] = ()
    assurances: tuple[AssuranceText, ...] = ()
