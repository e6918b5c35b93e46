"""What the patterns find becomes findings, each of them once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from audits.findings.actions import open_finding
from audits.findings.choices import Source
from audits.findings.models import Finding
from audits.findings.patterns.found import Found
from audits.findings.patterns.looking import look

# A unit's reasons show over a year; what is older was looked at when it was new.
LOOK_BACK = timedelta(days=365)


def open_for_patterns(*, at: datetime, found: Sequence[Found] | None = None) -> list[Finding]:
    """Opens a finding for each of `found`, or of what the last year holds; safe to run twice.

    One that is open for the same cause gets the evidence that is new, and one that was judged
    stays so.
    """
    if found is None:
        found = look(since=at - LOOK_BACK, until=at, at=at)
    return [_open(one, at=at) for one in found]


def _open(found: Found, *, at: datetime) -> Finding:
    moments = [piece.at for piece in found.evidence if piece.at]
    return open_finding(
        source=Source.PATTERN,
        kind=found.pattern,
        cause=found.cause,
        what=found.what,
        at=at,
        subject=found.person,
        happened=(found.happened, max(moments, default=found.happened)),
        evidence=found.evidence,
    )
