"""Every closed list that policies and requests need."""

from policy.policies.choices.analysis import Direction, FindingKind
from policy.policies.choices.policies import (
    Effect,
    Enforcement,
    Gate,
    Outcome,
    Party,
    QuestionType,
    RecordKind,
    RequirementKind,
    VersionState,
)
from policy.policies.choices.requests import (
    ActKind,
    AgencyKind,
    CaseStatus,
    ImageSource,
    LegalBasis,
    Media,
    Offense,
    OffenseGrade,
    Purpose,
    Recipient,
    ReviewConclusion,
    SubjectRole,
)

__all__ = [
    "ActKind",
    "AgencyKind",
    "CaseStatus",
    "Direction",
    "Effect",
    "Enforcement",
    "FindingKind",
    "Gate",
    "ImageSource",
    "LegalBasis",
    "Media",
    "Offense",
    "OffenseGrade",
    "Outcome",
    "Party",
    "Purpose",
    "QuestionType",
    "Recipient",
    "RecordKind",
    "RequirementKind",
    "ReviewConclusion",
    "SubjectRole",
    "VersionState",
]
