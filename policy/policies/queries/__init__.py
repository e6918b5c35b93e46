"""Reads of policies that more than one place needs."""

from policy.policies.queries.analyses import (
    analysis_of,
    comparison_of,
    errors_of,
    proofs_of,
    standing_on,
    standing_proofs,
    summary_of,
)
from policy.policies.queries.in_force import (
    Deciding,
    compiled,
    compiled_in_force,
    deciding_at,
    demands_of,
    judge,
    questions_in_force,
    rule_keys,
    versions_in_force,
    versions_in_force_on,
    vocabulary_in_force,
)
from policy.policies.queries.packs import WHOLE, pack_of
from policy.policies.queries.replays import why_no_sign_off
from policy.policies.queries.versions import (
    follows,
    others_in_the_way,
    timeline,
    visible_to,
)

__all__ = [
    "WHOLE",
    "Deciding",
    "analysis_of",
    "comparison_of",
    "compiled",
    "compiled_in_force",
    "deciding_at",
    "demands_of",
    "errors_of",
    "follows",
    "judge",
    "others_in_the_way",
    "pack_of",
    "proofs_of",
    "questions_in_force",
    "rule_keys",
    "standing_on",
    "standing_proofs",
    "summary_of",
    "timeline",
    "versions_in_force",
    "versions_in_force_on",
    "visible_to",
    "vocabulary_in_force",
    "why_no_sign_off",
]
