"""Reads of the trail that more than one place needs."""

from audits.trail.queries.witnessed import Witnessed, witnessed

__all__ = ["Witnessed", "witnessed"]
