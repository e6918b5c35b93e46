"""Approval after use: the search began before its approval was given, or was written down.

Counted is every run whose version has no approval at all, or one that was given after the run
began; and one whose approval the trail recorded after the run itself, whatever moment it names.

The database refuses such a run, so this finds what was written around the application: history that
was imported, or rows of the database's owner. It cannot see an approval that was agreed on by word
of mouth after a search that nobody entered; that search shows in the logs of the network.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns.found import Evidence, Found, Span, evidence_of
from audits.trail.models import Position
from policy.searches.choices import Verdict
from policy.searches.models import Approval, Run


def find(span: Span) -> Iterator[Found]:
    for run in _runs(span):
        request = run.request
        yield Found(
            pattern=Kind.APPROVED_AFTER_USE,
            cause=f"run {run.pk}",
            what=_("A search began before it was approved."),
            person=run.operator,
            unit=request.unit,
            happened=run.started_at,
            evidence=tuple(_evidence(run)),
        )


def _runs(span: Span) -> QuerySet[Run]:
    of_version = Q(
        request__approvals__verdict=Verdict.APPROVED,
        request__approvals__version=F("request__version"),
    )
    latest = Approval.objects.filter(
        request=OuterRef("request"), version=OuterRef("request__version"), verdict=Verdict.APPROVED
    ).order_by("-pk")
    runs = Run.objects.filter(started_at__gte=span.since, started_at__lt=span.until).annotate(
        approved_at=Max("request__approvals__at", filter=of_version),
        latest=Cast(Subquery(latest.values("pk")[:1]), CharField()),
        own_key=Cast("pk", CharField()),
    )
    runs = runs.annotate(
        run_entry=_entry_of("searches.Run", "own_key"),
        approval_entry=_entry_of("searches.Approval", "latest"),
    )
    late = Q(approved_at=None) | Q(approved_at__gt=F("started_at"))
    return (
        runs.filter(late | Q(approval_entry__gt=F("run_entry")))
        .select_related("request__unit", "operator")
        .order_by("started_at", "pk")
    )


def _entry_of(kind: str, key: str) -> Subquery:
    """The number of the trail's entry that first told of the record."""
    told = Position.objects.filter(kind=kind, key=OuterRef(key), verb="insert")
    return Subquery(told.order_by("index").values("entry")[:1])


def _evidence(run: Any) -> Iterator[Evidence]:
    yield evidence_of(run.request, _("The search began."), at=run.started_at)
    yield evidence_of(run.request, _approval(run.approved_at, run), at=_when(run))


def _approval(approved_at: datetime | None, run: Run) -> str:
    if approved_at is None:
        return _("No approval of the version that was run.")
    if approved_at > run.started_at:
        return _("The approval was given.")
    return _("The approval was written down only after the search had begun.")


def _when(run: Any) -> datetime:
    return run.approved_at or run.started_at
