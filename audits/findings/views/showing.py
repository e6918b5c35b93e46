"""The page of a finding: what stands on it, and the page of the name behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audits.findings.behind import person_of
from audits.findings.models import Evidence, Finding, OfficeNotice, Reply, Unmasking
from audits.findings.permissions import (
    may_decide_on_name,
    may_see_name,
    may_tell_by_hand,
    may_tell_office,
)
from audits.findings.pseudonyms import unseal
from audits.findings.queries import violations_of, visible_to
from audits.findings.views.acts import ACTS
from audits.findings.wording import story_of
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.personnel.permissions import Denied, require
from policy.personnel.requests import Request

PEOPLE = ("owner__person", "closed_by__person", "found_by__person", "subject", "rule", "disclosure")


@dataclass(frozen=True)
class Offer:
    """A link to a page; or, with `reason`, why it is not offered."""

    label: str
    url: str
    danger: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Said:
    """One reply, in words."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Notice:
    """An office that is to be told, and where to say that it was; `late` is overdue."""

    row: OfficeNotice
    late: bool
    url: str


@dataclass(frozen=True)
class Shown:
    """One question for the name, with what the reader may do about it."""

    row: Unmasking
    on: bool
    decide: str
    see: str
    tell: str


@dataclass(frozen=True)
class Opened:
    """A piece of evidence with what is sealed of it."""

    row: Evidence
    private: str
    link: str


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    findings = visible_to(request.user).select_related(*PEOPLE)
    finding, at = get_object_or_404(findings, pk=pk), timezone.now()
    unmaskings = list(finding.unmaskings.select_related("asked_by__person", "decided_by__person"))
    context = {
        "finding": finding,
        "overdue": finding.is_overdue(at),
        "offers": list(offers_to(request.user, finding, at)),
        "evidence": finding.evidence.all(),
        "replies": [said(reply) for reply in finding.replies.all()],
        "told": unseal(finding.disclosure.sealed) if finding.disclosure else "",
        "notices": list(notices_of(request.user, finding, at)),
        "unmaskings": [shown(request.user, row, at) for row in unmaskings],
        "earlier": earlier_than(finding),
        "timeline": story_of(finding, unmaskings),
    }
    return render(request, "findings/detail.html", context)


@require_safe
def name(request: Request, pk: int, unmasking: int) -> HttpResponse:
    """The name, to whom it was granted and as long; each look is an entry of the trail."""
    finding = get_object_or_404(visible_to(request.user), pk=pk)
    row = get_object_or_404(finding.unmaskings, pk=unmasking)
    require(may_see_name(request.user, row, timezone.now()))
    context = {
        "finding": finding,
        "unmasking": row,
        "person": finding.subject and person_of(finding.subject),
        "serial": finding.subject and unseal(finding.subject.sealed),
        "evidence": [opened(piece) for piece in finding.evidence.all()],
    }
    return render(request, "findings/name.html", context)


def offers_to(account: Account, finding: Finding, at: datetime) -> Iterator[Offer]:
    """What an auditor may do, and why not the rest; others only read."""
    if not account.has_role(Role.AUDITOR) or (finding.is_of_the_trail and not finding.is_open):
        return
    for act in ACTS:
        if not act.makes_sense_of(finding):
            continue
        answer = act.may(account, finding, at)
        reason = str(answer.reason) if isinstance(answer, Denied) else ""
        url = reverse(f"findings:{act.name}", args=[finding.pk])
        yield Offer(str(act.title), url, reason=reason)


def said(reply: Reply) -> Said:
    return Said(at=reply.at, words=unseal(reply.sealed))


def opened(piece: Evidence) -> Opened:
    return Opened(
        row=piece,
        private=unseal(piece.sealed) if piece.sealed else "",
        link=unseal(piece.sealed_link) if piece.sealed_link else piece.link,
    )


def notices_of(account: Account, finding: Finding, at: datetime) -> Iterator[Notice]:
    for row in finding.office_notices.select_related("office", "told_by__person"):
        address = reverse("findings:tell_office", args=[finding.pk, row.pk])
        url = address if may_tell_office(account, row) else ""
        yield Notice(row=row, late=row.is_overdue(at), url=url)


def shown(account: Account, row: Unmasking, at: datetime) -> Shown:
    def address(name: str, answer: object) -> str:
        return reverse(f"findings:{name}", args=[row.finding_id, row.pk]) if answer else ""

    return Shown(
        row=row,
        on=row.is_on(at),
        decide=address("decide", may_decide_on_name(account, row)),
        see=address("name", may_see_name(account, row, at)),
        tell=address("told", may_tell_by_hand(account, row)),
    )


def earlier_than(finding: Finding) -> list[Finding]:
    """The violations of the same person that were known when this one was found."""
    if finding.subject is None:
        return []
    known = violations_of(finding.subject).filter(closed_at__lte=finding.opened_at)
    return list(known.exclude(pk=finding.pk))
