"""The only writers of policies, decisions and lists: one function per thing that is done."""

from policy.policies.actions.deciding import record_decision
from policy.policies.actions.drafting import discard, import_pack
from policy.policies.actions.ending import declare_event, settle_versions, withdraw
from policy.policies.actions.lapsing import acknowledge_warning, warn_of_lapses
from policy.policies.actions.lists import (
    add_agency,
    add_agreement,
    add_entry,
    change_agency,
    change_entry,
    end_agreement,
    end_entry,
)
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
    "acknowledge_warning",
    "add_agency",
    "add_agreement",
    "add_entry",
    "add_standing_assurance",
    "approve",
    "change_agency",
    "change_entry",
    "declare_event",
    "discard",
    "end_agreement",
    "end_entry",
    "end_standing_assurance",
    "import_pack",
    "object_to",
    "publish",
    "record_decision",
    "return_to_draft",
    "send_to_review",
    "settle_versions",
    "take_back_objection",
    "warn_of_lapses",
    "withdraw",
]
