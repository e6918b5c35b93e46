"""Policy packs: one version of a policy as one TOML file, read and written without loss."""

from policy.policies.packs.errors import Flaw, PackError, Problem
from policy.policies.packs.flaws import problems_of, sound_vocabulary
from policy.policies.packs.identity import asked_by, digest_of
from policy.policies.packs.questions import answer_fact, vocabulary_of
from policy.policies.packs.reading import read_pack
from policy.policies.packs.references import references_in, referred_clauses, renamed, replaced
from policy.policies.packs.schema import (
    AssuranceText,
    CaseText,
    ClauseText,
    NoteText,
    Pack,
    PolicyHead,
    QuestionText,
    QuizText,
    RequirementText,
    RuleText,
    VersionHead,
)
from policy.policies.packs.shipped import shipped_packs
from policy.policies.packs.substance import substance_digest
from policy.policies.packs.writing import write_pack

__all__ = [
    "AssuranceText",
    "CaseText",
    "ClauseText",
    "Flaw",
    "NoteText",
    "Pack",
    "PackError",
    "PolicyHead",
    "Problem",
    "QuestionText",
    "QuizText",
    "RequirementText",
    "RuleText",
    "VersionHead",
    "answer_fact",
    "asked_by",
    "digest_of",
    "problems_of",
    "read_pack",
    "references_in",
    "referred_clauses",
    "renamed",
    "replaced",
    "shipped_packs",
    "sound_vocabulary",
    "substance_digest",
    "vocabulary_of",
    "write_pack",
]
