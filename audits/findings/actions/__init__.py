"""The only writers of findings."""

from audits.findings.actions.deciding import close_finding, give_reply, hand_over, review
from audits.findings.actions.evidence import add_evidence
from audits.findings.actions.opening import close_what_is_over, open_finding
from audits.findings.evidence import EvidenceOf

__all__ = [
    "EvidenceOf",
    "add_evidence",
    "close_finding",
    "close_what_is_over",
    "give_reply",
    "hand_over",
    "open_finding",
    "review",
]
