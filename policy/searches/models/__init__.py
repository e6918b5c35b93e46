"""The search request and all that is kept about it."""

from policy.searches.models.approvals import Approval
from policy.searches.models.content import ContentVersion, ProbeImage
from policy.searches.models.requests import Counter, SearchRequest
from policy.searches.models.results import Closing, Lead
from policy.searches.models.runs import MAX_CANDIDATES, Review, Run
from policy.searches.models.steps import Step

__all__ = [
    "MAX_CANDIDATES",
    "Approval",
    "Closing",
    "ContentVersion",
    "Counter",
    "Lead",
    "ProbeImage",
    "Review",
    "Run",
    "SearchRequest",
    "Step",
]
