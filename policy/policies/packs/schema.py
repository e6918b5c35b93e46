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
    """`waivable_by` is the lowest rank that may waive the rule for one case; empty for nobody."""

    id: str
    clause: str
    gates: tuple[str, ...]
    effect: str
    when: str
    requirements: tuple[RequirementText, ...] = ()
    waivable_by: str = ""


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
class CaseText:
    """An example request with what the policy alone has to say of it.

    `facts` are by name, with plain values; `clauses` have to be among the reasons.
    """

    id: str
    text: str
    gate: str
    facts: Mapping[str, object]
    outcome: str
    clauses: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class QuizText:
    """A question to those who acknowledge the version; `answer` is the code of the right choice."""

    id: str
    text: str
    choices: Mapping[str, str]
    answer: str


@dataclass(frozen=True, slots=True)
class NoteText:
    """A remark of the pack's author; it explains an analysis finding where `finding` is filled in.

    `about` names the clauses, rules, gates or assurances that the note is about.
    """

    id: str
    text: str
    finding: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    policy: PolicyHead
    version: VersionHead
    clauses: tuple[ClauseText, ...]
    rules: tuple[RuleText, ...] = ()
    questions: tuple[QuestionText, ...] = ()
    assurances: tuple[AssuranceText, ...] = ()
    cases: tuple[CaseText, ...] = ()
    quiz: tuple[QuizText, ...] = ()
    notes: tuple[NoteText, ...] = ()
