"""The only writers of policies, versions and decisions: one function per thing that is done."""

from policy.policies.actions.acknowledging import (
    acknowledge,
    bind,
    remind,
    remind_of_acknowledgments,
)
from policy.policies.actions.deciding import record_decision
from policy.policies.actions.drafting import discard, import_pack
from policy.policies.actions.ending import declare_event, settle_versions, withdraw
from policy.policies.actions.lapsing import acknowledge_warning, warn_of_lapses
from policy.policies.actions.publishing import publish
from policy.policies.actions.reviewing import (
    approve,
    object_to,
    return_to_draft,
    send_to_review,
    take_back_objection,
)
from policy.policies.actions.standing import add_standing_assurance, end_standing_assurance

__all__ = [
    "acknowledge",
    "acknowledge_warning",
    "add_standing_assurance",
    "approve",
    "bind",
    "declare_event",
    "discard",
    "end_standing_assurance",
    "import_pack",
    "object_to",
    "publish",
    "record_decision",
    "remind",
    "remind_of_acknowledgments",
    "return_to_draft",
    "send_to_review",
    "settle_versions",
    "take_back_objection",
    "warn_of_lapses",
    "withdraw",
]
