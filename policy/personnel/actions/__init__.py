"""The verbs of personnel: the only writers beside the forms of the admin."""

from policy.personnel.actions.accounts import (
    change_status,
    choose_password,
    close_account,
    grant_role,
    hand_out_password,
    remove_role,
)
from policy.personnel.actions.imports import import_certificates, import_roster
from policy.personnel.actions.notices import notify, notify_each, read_all_notices, read_notice
from policy.personnel.actions.training import issue_certificate, revoke_certificate

__all__ = [
    "change_status",
    "choose_password",
    "close_account",
    "grant_role",
    "hand_out_password",
    "import_certificates",
    "import_roster",
    "issue_certificate",
    "notify",
    "notify_each",
    "read_all_notices",
    "read_notice",
    "remove_role",
    "revoke_certificate",
]
