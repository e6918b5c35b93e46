"""Every pattern, looked for in one view of the database."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from audits.findings.choices import Kind
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

PATTERNS: Mapping[Kind, Callable[[Span], Iterator[Found]]] = {
    Kind.APPROVED_AFTER_USE: approved_after_use.find,
    Kind.RAPID_APPROVALS: rapid_approvals.find,
    Kind.OFF_DUTY_APPROVAL: off_duty_approvals.find,
    Kind.LAPSED_CERTIFICATE: lapsed_certificates.find,
    Kind.VAGUE_REASONS: vague_reasons.find,
    Kind.REPEAT_TARGET: repeat_targets.find,
    Kind.LAUNDERING: laundering.find,
}


def look(*, since: datetime, until: datetime, at: datetime) -> list[Found]:
    """What the patterns find from `since` until before `until`, and nothing later than `at`.

    In the order of the patterns; it reads and writes nothing. The same rows give the same.
    """
    span = Span(since, min(until, at))
    with snapshot():
        return [found for find in PATTERNS.values() for found in find(span)]
