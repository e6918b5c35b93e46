"""The only writers of policies, decisions and lists: one function per thing that is done."""

from policy.policies.actions.acknowledging import (
    acknowledge,
    bind,
    remind,
    remind_of_acknowledgments,
)
from policy.policies.actions.clauses import (
    add_clause,
    delete_clause,
    move_clause,
    rename_clause,
    renumber_clauses,
    save_clause,
    save_head,
)
from policy.policies.actions.commenting import (
    answer_comment,
    comment_on,
    reopen_comment,
    resolve_comment,
)
from policy.policies.actions.deciding import record_decision
from policy.policies.actions.drafting import begin_next, begin_policy, discard, import_pack
from policy.policies.actions.editing import edit_draft, leave_draft, open_draft, take_over
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
from policy.policies.actions.waiving import ask_for_waiver, deny_waiver, end_waiver, grant_waiver

__all__ = [
    "acknowledge",
    "acknowledge_warning",
    "add_agency",
    "add_agreement",
    "add_clause",
    "add_entry",
    "add_standing_assurance",
    "answer_comment",
    "approve",
    "ask_for_waiver",
    "begin_next",
    "begin_policy",
    "bind",
    "change_agency",
    "change_entry",
    "comment_on",
    "declare_event",
    "delete_clause",
    "deny_waiver",
    "discard",
    "edit_draft",
    "end_agreement",
    "end_entry",
    "end_standing_assurance",
    "end_waiver",
    "grant_waiver",
    "import_pack",
    "leave_draft",
    "move_clause",
    "object_to",
    "open_draft",
    "publish",
    "record_decision",
    "remind",
    "remind_of_acknowledgments",
    "rename_clause",
    "renumber_clauses",
    "reopen_comment",
    "resolve_comment",
    "return_to_draft",
    "save_clause",
    "save_head",
    "send_to_review",
    "settle_versions",
    "take_back_objection",
    "take_over",
    "warn_of_lapses",
    "withdraw",
]
