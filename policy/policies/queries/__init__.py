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
from policy.policies.queries.suites import Suite, suite_of
from policy.policies.queries.versions import (
    follows,
    others_in_the_way,
    timeline,
    visible_to,
)

__all__ = [
    "WHOLE",
    "Suite",
    "compiled",
    "compiled_in_force",
    "demands_of",
    "follows",
    "judge",
    "others_in_the_way",
    "pack_of",
    "questions_in_force",
    "rule_keys",
    "suite_of",
    "timeline",
    "versions_in_force",
    "versions_in_force_on",
    "visible_to",
    "vocabulary_in_force",
]
