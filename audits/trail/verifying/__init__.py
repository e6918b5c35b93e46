"""Recomputes the trail from its bytes, and says what was done to it."""

from audits.trail.verifying.claims import Unreadable
from audits.trail.verifying.keys import Keys, trusted_keys
from audits.trail.verifying.results import Fault, Report, Window
from audits.trail.verifying.verify import Outside, verify

__all__ = ["Fault", "Keys", "Outside", "Report", "Unreadable", "Window", "trusted_keys", "verify"]
