"""Who may read findings, and who may do what with one: allowed, or the reason why not."""

from audits.findings.permissions.moving import (
    is_in_state,
    may,
    may_be_handed,
    may_now,
    may_tell_office,
    wears_hat,
)
from audits.findings.permissions.naming import (
    may_ask_for_name,
    may_decide_on_name,
    may_read_unmasking,
    may_see_name,
    may_tell_by_hand,
)
from audits.findings.permissions.people import READERS, WARNED, is_about, mark_of, may_read

__all__ = [
    "READERS",
    "WARNED",
    "is_about",
    "is_in_state",
    "mark_of",
    "may",
    "may_ask_for_name",
    "may_be_handed",
    "may_decide_on_name",
    "may_now",
    "may_read",
    "may_read_unmasking",
    "may_see_name",
    "may_tell_by_hand",
    "may_tell_office",
    "wears_hat",
]
