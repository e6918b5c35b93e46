"""The verbs of personnel: the only writers beside the forms of the admin."""

from policy.personnel.actions.accounts import (
    change_status,
    choose_password,
    close_account,
    hand_out_password,
)
from policy.personnel.actions.imports import import_certificates, import_roster
from policy.personnel.actions.notices import notify, notify_each, read_all_notices, read_notice
from policy.personnel.actions.training import issue_certificate, revoke_certificate

__all__ = [
    "change_status",
    "choose_password",
    "close_account",
    "hand_out_password",
    "import_certificates",
    "import_roster",
    "issue_certificate",
    "notify",
    "notify_each",
    "read_all_notices",
    "read_notice",
    "revoke_certificate",
]
