"""Seconds-long approvals in a row: an approver who signs and does not read.

Counted are approvals that one approver gave within `SECONDS` of another of their own, or within
`SECONDS` of first opening the request, as far as the trail has seen it opened. An approver with
`AT_LEAST` of them on one day of the department's calendar is found once for that day.

It cannot see reading that took place elsewhere: on paper, on a colleague's screen, in a briefing
about several requests of one case. Those are the innocent ones that it finds.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Lag, Lead
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns.found import Found, Span, evidence_of, the_only
from audits.trail.models import Position
from policy.searches.choices import Verdict
from policy.searches.models import Approval

# A request is a page of facts, a reason and a face: nobody reads and weighs that in half a minute.
SECONDS = 30
# Two or three at once may be the requests of one case, read together beforehand.
AT_LEAST = 4


def find(span: Span) -> Iterator[Found]:
    for _day, group in groupby(filter(_is_hasty, _approvals(span)), _approver_and_day):
        hasty = list(group)
        if len(hasty) >= AT_LEAST and span.holds(hasty[-1].at):
            yield _found(hasty)


def _approvals(span: Span) -> QuerySet[Approval]:
    """With the moments of the approver's approvals before and after, and of the first opening."""
    since = timezone.localtime(span.since).replace(hour=0, minute=0, second=0, microsecond=0)
    given = Approval.objects.filter(verdict=Verdict.APPROVED, at__gte=since, at__lt=span.until)
    opened = Position.objects.filter(
        verb="viewed",
        request_id=OuterRef("request"),
        account_id=OuterRef("approver__account"),
    )
    return (
        given.annotate(
            previous=_beside(Lag("at")),
            following=_beside(Lead("at")),
            opened=Subquery(opened.order_by("at").values("at")[:1]),
        )
        .select_related("approver", "request__unit")
        .order_by("approver_id", "at", "pk")
    )


def _beside(moment: Any) -> Window:
    return Window(
        moment,
        partition_by=F("approver"),
        order_by=("at", "pk"),
        output_field=DateTimeField(null=True),
    )


def _is_hasty(approval: Any) -> bool:
    before = [moment for moment in (approval.previous, approval.opened) if moment]
    return any(_is_soon(moment, approval.at) for moment in before) or bool(
        approval.following and _is_soon(approval.at, approval.following)
    )


def _is_soon(first: datetime, then: datetime) -> bool:
    return timedelta() <= then - first <= timedelta(seconds=SECONDS)


def _approver_and_day(approval: Approval) -> tuple[Any, ...]:
    return approval.approver_id, timezone.localdate(approval.at)


def _found(hasty: list[Any]) -> Found:
    first = hasty[0]
    words = _(
        "%(count)s approvals of one approver on one day, each within %(seconds)s seconds of the "
        "next or of being opened."
    )
    return Found(
        pattern=Kind.RAPID_APPROVALS,
        cause=f"approval {first.pk}",
        what=words % {"count": len(hasty), "seconds": SECONDS},
        person=first.approver,
        unit=the_only(approval.request.unit for approval in hasty),
        happened=first.at,
        evidence=tuple(evidence_of(one.request, _("Approved."), at=one.at) for one in hasty),
    )
