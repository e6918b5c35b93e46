"""Reads of findings."""

from datetime import datetime

from django.db.models import Q, QuerySet

from audits.findings.choices import INTEGRITY, OF_THE_TRAIL, Kind, State
from audits.findings.lifecycle import UNDECIDED, VIOLATIONS
from audits.findings.models import Disclosure, Finding, HandlingRule, Subject, Unmasking, Window
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


def about(account: Account) -> QuerySet[Finding]:
    """What the account's person may read of what was found about them, the newest first."""
    own = Finding.objects.filter(subject__code=code_of(account) or None)
    told = Q(reply_due__isnull=False) | Q(state=State.DISCLOSED)
    return own.filter(told).order_by("-opened_at", "-pk")


def disclosures_of(account: Account) -> QuerySet[Disclosure]:
    own = Disclosure.objects.filter(subject__code=code_of(account) or None)
    return own.select_related("window").order_by("-made_at", "-pk")


def unmaskings_of(account: Account) -> QuerySet[Unmasking]:
    """What the account's person was told of who saw their name."""
    told = Unmasking.objects.filter(told_at__isnull=False, by_hand=False)
    own = told.filter(finding__subject__code=code_of(account) or None)
    return own.select_related("asked_by__person", "decided_by__person").order_by("-told_at", "-pk")


def waits_for(account: Account, at: datetime) -> bool:
    """Whether something about the account's person waits for them; for most, one small look."""
    subject = Subject.objects.filter(code=code_of(account)).first()
    if subject is None:
        return False
    heard = subject.findings.filter(state=State.RIGHT_OF_REPLY, reply_due__gt=at)
    return heard.exists() or unmaskings_of(account).filter(read_at=None).exists()


def windows_open(at: datetime) -> QuerySet[Window]:
    return Window.objects.filter(opens_at__lte=at, closes_at__gt=at)


def window_open_for(account: Account, service: str, at: datetime) -> Window | None:
    """The latest window that is open for what `account` tells of this service.

    A window that somebody declared is none for themselves.
    """
    others = windows_open(at).exclude(declared_by__person=account.member)
    return next((window for window in others if window.takes(service)), None)


def rules_in_force() -> list[HandlingRule]:
    """The latest version for each kind, in their order, with the offices that it has told."""
    latest = HandlingRule.objects.order_by("kind", "-number").distinct("kind")
    found = latest.select_related("by__person").prefetch_related("offices__office")
    return sorted(found, key=lambda rule: Kind.values.index(rule.kind))


def own_finding(account: Account, token: str) -> Finding | None:
    """The finding about the account's person that has this token, if they may read it."""
    return next((finding for finding in about(account) if finding.own_token == token), None)
