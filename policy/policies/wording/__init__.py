"""A version in words: beside each clause what the rules make of it, in English."""

from policy.policies.wording.changes import Changed, changes_between
from policy.policies.wording.checks import assurances_in_words, questions_in_words
from policy.policies.wording.lapses import LapseInWords, lapse_in_words
from policy.policies.wording.provisions import Provision, RuleInWords, in_words
from policy.policies.wording.requirements import requirement_in_words
from policy.policies.wording.terms import gates_in_words

__all__ = [
    "Changed",
    "LapseInWords",
    "Provision",
    "RuleInWords",
    "assurances_in_words",
    "changes_between",
    "gates_in_words",
    "in_words",
    "lapse_in_words",
    "questions_in_words",
    "requirement_in_words",
]
