"""The only writers of policies, versions and decisions: one function per thing that is done."""

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
from policy.policies.actions.ending import settle_versions, withdraw
from policy.policies.actions.publishing import publish
from policy.policies.actions.reviewing import approve, return_to_draft, send_to_review

__all__ = [
    "add_clause",
    "answer_comment",
    "approve",
    "begin_next",
    "begin_policy",
    "comment_on",
    "delete_clause",
    "discard",
    "edit_draft",
    "import_pack",
    "leave_draft",
    "move_clause",
    "open_draft",
    "publish",
    "record_decision",
    "rename_clause",
    "renumber_clauses",
    "reopen_comment",
    "resolve_comment",
    "return_to_draft",
    "save_clause",
    "save_head",
    "send_to_review",
    "settle_versions",
    "take_over",
    "withdraw",
]
