"""The verbs of the trail, which itself is only ever added to."""

from audits.trail.actions.sealing import (
    approve_sealing,
    decline_sealing,
    propose_sealing,
    take_back_sealing,
)

__all__ = ["approve_sealing", "decline_sealing", "propose_sealing", "take_back_sealing"]
