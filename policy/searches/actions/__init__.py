"""The only writers of search requests: one function per thing that a person does."""

from policy.searches.actions.approving import approve, deny, return_to_requester, revoke
from policy.searches.actions.drafting import attach_probe_image, create, save_content, submit
from policy.searches.actions.ending import close, expire_approvals, reopen, withdraw
from policy.searches.actions.searching import conclude, record_result, release, review, run

__all__ = [
    "approve",
    "attach_probe_image",
    "close",
    "conclude",
    "create",
    "deny",
    "expire_approvals",
    "record_result",
    "release",
    "reopen",
    "return_to_requester",
    "review",
    "revoke",
    "run",
    "save_content",
    "submit",
    "withdraw",
]
