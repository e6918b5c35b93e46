"""The verbs of changes: proposed by one administrator, decided on by another."""

from policy.changes.actions.deciding import approve, decline, take_back
from policy.changes.actions.proposing import (
    propose_role,
    propose_setting,
    propose_status,
)

__all__ = [
    "approve",
    "decline",
    "propose_role",
    "propose_setting",
    "propose_status",
    "take_back",
]
