"""Reads of policies that more than one place needs."""

from policy.policies.queries.comments import threads_of
from policy.policies.queries.in_force import (
    compiled,
    compiled_in_force,
    demands_of,
    judge,
    questions_in_force,
    rule_keys,
    versions_in_force,
    versions_in_force_on,
    vocabulary_in_force,
)
from policy.policies.queries.packs import WHOLE, pack_of
from policy.policies.queries.versions import (
    follows,
    numbering,
    others_in_the_way,
    timeline,
    version_before,
    visible_to,
)

__all__ = [
    "WHOLE",
    "compiled",
    "compiled_in_force",
    "demands_of",
    "follows",
    "judge",
    "numbering",
    "others_in_the_way",
    "pack_of",
    "questions_in_force",
    "rule_keys",
    "threads_of",
    "timeline",
    "version_before",
    "versions_in_force",
    "versions_in_force_on",
    "visible_to",
    "vocabulary_in_force",
]
