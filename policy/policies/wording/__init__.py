"""A version in words: beside each clause what the rules make of it, in English."""

from policy.policies.wording.checks import assurances_in_words, questions_in_words
from policy.policies.wording.drafts import DraftClause, DraftInWords, anchor_of, draft_in_words
from policy.policies.wording.lapses import LapseInWords, lapse_in_words
from policy.policies.wording.provisions import Provision, RuleInWords, in_words
from policy.policies.wording.references import with_links
from policy.policies.wording.requirements import requirement_in_words
from policy.policies.wording.terms import gates_in_words

__all__ = [
    "DraftClause",
    "DraftInWords",
    "LapseInWords",
    "Provision",
    "RuleInWords",
    "anchor_of",
    "assurances_in_words",
    "draft_in_words",
    "gates_in_words",
    "in_words",
    "lapse_in_words",
    "questions_in_words",
    "requirement_in_words",
    "with_links",
]
