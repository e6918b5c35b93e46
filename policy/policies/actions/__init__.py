"""The only writers of policies, versions and decisions: one function per thing that is done."""

from policy.policies.actions.deciding import record_decision
from policy.policies.actions.drafting import discard, import_pack
from policy.policies.actions.ending import settle_versions, withdraw
from policy.policies.actions.publishing import publish
from policy.policies.actions.reviewing import approve, return_to_draft, send_to_review
from policy.policies.actions.standing import add_standing_assurance, end_standing_assurance
from policy.policies.actions.waiving import (
    ask_for_waiver,
    deny_waiver,
    end_waiver,
    grant_waiver,
)

__all__ = [
    "add_standing_assurance",
    "approve",
    "ask_for_waiver",
    "deny_waiver",
    "discard",
    "end_standing_assurance",
    "end_waiver",
    "grant_waiver",
    "import_pack",
    "publish",
    "record_decision",
    "return_to_draft",
    "send_to_review",
    "settle_versions",
    "withdraw",
]
