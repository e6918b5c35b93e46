"""The only writers of findings."""

from audits.findings.actions.attributing import attribute
from audits.findings.actions.deciding import close_finding, give_reply, hand_over, review
from audits.findings.actions.disclosing import declare_window, disclose
from audits.findings.actions.evidence import add_evidence
from audits.findings.actions.filing import file_finding
from audits.findings.actions.handling import change_rule, save_office
from audits.findings.actions.opening import close_what_is_over, end_finding, open_finding
from audits.findings.actions.reminding import remind_of_deadlines
from audits.findings.actions.replying import end_hearings, reply, take_down_reply
from audits.findings.actions.telling import tell_office
from audits.findings.actions.unmasking import (
    ask_for_name,
    decide_on_name,
    read_unmasking,
    tell_by_hand,
    tell_the_unmasked,
)
from audits.findings.evidence import EvidenceOf

__all__ = [
    "EvidenceOf",
    "add_evidence",
    "ask_for_name",
    "attribute",
    "change_rule",
    "close_finding",
    "close_what_is_over",
    "decide_on_name",
    "declare_window",
    "disclose",
    "end_finding",
    "end_hearings",
    "file_finding",
    "give_reply",
    "hand_over",
    "open_finding",
    "read_unmasking",
    "remind_of_deadlines",
    "reply",
    "review",
    "save_office",
    "take_down_reply",
    "tell_by_hand",
    "tell_office",
    "tell_the_unmasked",
]
