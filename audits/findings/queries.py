"""Reads of findings."""

from django.db.models import QuerySet

from audits.findings.choices import INTEGRITY, State
from audits.findings.models import Finding
from audits.findings.permissions import may_read
from policy.personnel.models import Account


def visible_to(account: Account) -> QuerySet[Finding]:
    """The findings that `account` may see: all of them, or none."""
    findings = Finding.objects.select_related("closed_by__person")
    return findings if may_read(account) else findings.none()


def trail_is_in_doubt() -> bool:
    """Whether a finding is open that shakes the trail itself; one look into a small index."""
    return Finding.objects.filter(state=State.OPEN, kind__in=INTEGRITY).exists()
