"""Every pattern, looked for in one view of the database."""

from datetime import datetime

from audits.findings.patterns import (
    approved_after_use,
    lapsed_certificates,
    laundering,
    off_duty_approvals,
    rapid_approvals,
    repeat_targets,
    vague_reasons,
)
from audits.findings.patterns.found import Found, Span
from policy.snapshot import snapshot

PATTERNS = (
    approved_after_use,
    rapid_approvals,
    off_duty_approvals,
    lapsed_certificates,
    vague_reasons,
    repeat_targets,
    laundering,
)


def look(*, since: datetime, until: datetime, at: datetime) -> list[Found]:
    """What the patterns find from `since` until before `until`, and nothing later than `at`.

    In the order of the patterns; it reads and writes nothing. The same rows give the same.
    """
    span = Span(since, min(until, at))
    with snapshot():
        return [found for pattern in PATTERNS for found in pattern.find(span)]
