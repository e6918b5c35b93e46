"""Reads of the trail that more than one page needs."""

from audits.trail.queries.searching import LOOKED_AT, Criteria, Found, find
from audits.trail.queries.standing import Standing, standing

__all__ = ["LOOKED_AT", "Criteria", "Found", "Standing", "find", "standing"]
