"""Policies, their versions and rules, and the decisions made under them."""

from policy.policies.models.acknowledging import Acknowledgment, Binding
from policy.policies.models.decisions import Decision, DecisionVersion, Reason
from policy.policies.models.editing import Comment, Contributor, EditLock
from policy.policies.models.lives import EventDeclaration, LapseWarning, Reviewer
from policy.policies.models.parts import Assurance, Clause, Question, Requirement, Rule
from policy.policies.models.replays import Replay
from policy.policies.models.standing import StandingAssurance
from policy.policies.models.supplements import Case, Note, QuizQuestion
from policy.policies.models.versions import Policy, Version, VersionQuerySet
from policy.policies.models.waivers import DecisionWaiver, Waiver, WaiverQuerySet

__all__ = [
    "Acknowledgment",
    "Assurance",
    "Binding",
    "Case",
    "Clause",
    "Comment",
    "Contributor",
    "Decision",
    "DecisionVersion",
    "DecisionWaiver",
    "EditLock",
    "EventDeclaration",
    "LapseWarning",
    "Note",
    "Policy",
    "Question",
    "QuizQuestion",
    "Reason",
    "Replay",
    "Requirement",
    "Reviewer",
    "Rule",
    "StandingAssurance",
    "Version",
    "VersionQuerySet",
    "Waiver",
    "WaiverQuerySet",
]
