"""The admin of policies and of the lists that the policy office keeps."""

from policy.policies.admin.lists import AgencyAdmin, EntryAdmin
from policy.policies.admin.policies import (
    AcknowledgmentAdmin,
    DecisionAdmin,
    PolicyAdmin,
    RuleAdmin,
    StandingAssuranceAdmin,
    VersionAdmin,
)

__all__ = [
    "AcknowledgmentAdmin",
    "AgencyAdmin",
    "DecisionAdmin",
    "EntryAdmin",
    "PolicyAdmin",
    "RuleAdmin",
    "StandingAssuranceAdmin",
    "VersionAdmin",
]
