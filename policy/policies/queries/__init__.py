"""Reads of policies that more than one place needs."""

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
from policy.policies.queries.reviews import (
    REVIEWING_ROLES,
    Review,
    asked_of,
    objected_to,
    possible_reviewers,
    review_of,
    reviewer_of,
)
from policy.policies.queries.versions import (
    ended_lately,
    follows,
    lapsing,
    others_in_the_way,
    replaceable_by,
    timeline,
    visible_to,
    warnings_open,
)

__all__ = [
    "REVIEWING_ROLES",
    "WHOLE",
    "Review",
    "asked_of",
    "compiled",
    "compiled_in_force",
    "demands_of",
    "ended_lately",
    "follows",
    "judge",
    "lapsing",
    "objected_to",
    "others_in_the_way",
    "pack_of",
    "possible_reviewers",
    "questions_in_force",
    "replaceable_by",
    "review_of",
    "reviewer_of",
    "rule_keys",
    "timeline",
    "versions_in_force",
    "versions_in_force_on",
    "visible_to",
    "vocabulary_in_force",
    "warnings_open",
]
