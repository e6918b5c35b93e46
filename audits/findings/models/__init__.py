"""What was found amiss, whom it is about without saying so, and what became of it."""

from audits.findings.models.disclosures import Disclosure, Window
from audits.findings.models.findings import OPEN, Finding
from audits.findings.models.handling import HandlingRule, Office, RuleOffice
from audits.findings.models.proceedings import Evidence, OfficeNotice, Reply, Step
from audits.findings.models.subjects import Subject
from audits.findings.models.unmasking import Unmasking

__all__ = [
    "OPEN",
    "Disclosure",
    "Evidence",
    "Finding",
    "HandlingRule",
    "Office",
    "OfficeNotice",
    "Reply",
    "RuleOffice",
    "Step",
    "Subject",
    "Unmasking",
    "Window",
]
