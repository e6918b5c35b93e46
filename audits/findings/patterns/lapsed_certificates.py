"""A lapsed certificate at the run: who asked for the search, or ran it, was not trained that day.

Counted is every run, once for its requester and once for its operator, who on the day of the run,
on the department's calendar at that minute, held no certificate for what they did. First and last
day of a certificate are included; on the day of its revocation it is no longer valid.

The policies ask for the requester's certificate when a request is submitted and approved, so one
that ends between approval and run gets through; the operator's they ask for at the run, where the
application refuses. A certificate that was never entered looks like none: that is the innocent one
that this finds.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns.found import Found, Span, evidence_of
from policy.personnel.choices import Track
from policy.personnel.models import Certificate, Person
from policy.searches.models import Run


def find(span: Span) -> Iterator[Found]:
    for run in _runs(span):
        if not run.requester_trained:
            words = _("Whoever asked for the search held no certificate valid that day.")
            yield _found(run, run.request.requester, "requester", words)
        if not run.operator_trained:
            words = _("Whoever ran the search held no certificate for examiners valid that day.")
            yield _found(run, run.operator, "operator", words)


def _runs(span: Span) -> QuerySet[Any]:
    runs = Run.objects.filter(started_at__gte=span.since, started_at__lt=span.until)
    return (
        runs.annotate(day=TruncDate("started_at", tzinfo=timezone.get_default_timezone()))
        .annotate(
            requester_trained=_trained("request__requester", Track.USER),
            operator_trained=_trained("operator", Track.EXAMINER),
        )
        .filter(Q(requester_trained=False) | Q(operator_trained=False))
        .select_related("request__unit", "request__requester", "operator")
        .order_by("started_at", "pk")
    )


def _trained(person: str, track: Track) -> Exists:
    held = Certificate.objects.filter(person=OuterRef(person)).for_track(track)
    return Exists(held.valid_on(OuterRef("day")))


def _found(run: Any, person: Person, part: str, words: str) -> Found:
    request = run.request
    return Found(
        pattern=Kind.LAPSED_CERTIFICATE,
        cause=f"run {run.pk} {part}",
        what=_("A search was run on a lapsed certificate."),
        person=person,
        unit=request.unit,
        happened=run.started_at,
        evidence=(evidence_of(request, words, at=run.started_at),),
    )
