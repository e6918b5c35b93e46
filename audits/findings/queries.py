"""Reads of findings."""

from datetime import datetime

from django.db.models import Q, QuerySet

from audits.findings.choices import INTEGRITY, OF_THE_TRAIL, Kind
from audits.findings.lifecycle import UNDECIDED, VIOLATIONS
from audits.findings.models import Finding, HandlingRule, Subject
from audits.findings.permissions import READERS
from audits.findings.pseudonyms import pseudonym
from policy.personnel.choices import Role
from policy.personnel.models import Account


def visible_to(account: Account) -> QuerySet[Finding]:
    """Auditors and oversight see all but those about themselves; administrators the trail's."""
    findings = Finding.objects.select_related("closed_by__person", "owner__person", "subject")
    if account.has_role(*READERS):
        own = code_of(account)
        return findings.filter(Q(subject=None) | ~Q(subject__code=own)) if own else findings
    if account.has_role(Role.ADMINISTRATOR):
        return findings.filter(kind__in=OF_THE_TRAIL)
    return findings.none()


def code_of(account: Account) -> str:
    """The pseudonym of the account's person; empty for an account of nobody's."""
    return pseudonym(account.person.serial_number) if account.person else ""


def rule_in_force(kind: Kind | str) -> HandlingRule:
    return HandlingRule.objects.filter(kind=kind).latest("number")


def violations_of(subject: Subject) -> QuerySet[Finding]:
    """What the same person was found, or told of themselves, to have done, the oldest first."""
    return Finding.objects.filter(subject=subject, state__in=VIOLATIONS).order_by("closed_at", "pk")


def trail_is_in_doubt() -> bool:
    """Whether a finding is open that shakes the trail itself; one look into a small index."""
    return Finding.objects.filter(state__in=UNDECIDED, kind__in=INTEGRITY).exists()


def overdue(findings: QuerySet[Finding], at: datetime) -> QuerySet[Finding]:
    """Those whose review is due, or of which an office has not been told in time."""
    late = Q(office_notices__told_at=None, office_notices__due_at__lt=at)
    waiting = Finding.objects.filter(late).values("pk")
    return findings.filter(Q(state__in=UNDECIDED, review_due__lt=at) | Q(pk__in=waiting))
