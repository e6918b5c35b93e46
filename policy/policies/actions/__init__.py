"""The only writers of policies, versions and decisions: one function per thing that is done."""

from policy.policies.actions.deciding import record_decision
from policy.policies.actions.drafting import discard, import_pack
from policy.policies.actions.ending import settle_versions, withdraw
from policy.policies.actions.publishing import publish
from policy.policies.actions.reviewing import approve, return_to_draft, send_to_review

__all__ = [
    "approve",
    "discard",
    "import_pack",
    "publish",
    "record_decision",
    "return_to_draft",
    "send_to_review",
    "settle_versions",
    "withdraw",
]
