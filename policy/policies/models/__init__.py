"""Policies, their versions and rules, and the decisions made under them."""

from policy.policies.models.decisions import Decision, DecisionVersion, Reason
from policy.policies.models.parts import Assurance, Clause, Question, Requirement, Rule
from policy.policies.models.standing import StandingAssurance
from policy.policies.models.versions import Policy, Version, VersionQuerySet

__all__ = [
    "Assurance",
    "Clause",
    "Decision",
    "DecisionVersion",
    "Policy",
    "Question",
    "Reason",
    "Requirement",
    "Rule",
    "StandingAssurance",
    "Version",
    "VersionQuerySet",
]
