"""Laundering: a search for an outside agency, entered as one of our own.

Counted are requests first submitted in the span that say they are not on behalf of an outside
agency, with one or more of these signs:

- the free text names an agency of the register, or says that somebody outside asked for it;
- the free text holds a mail address of another office (by its domain: .gov, .mil, .us, or
  with police or sheriff in it, or a part that ends in pd or is so or da; none that a member of the
  department has);
- the case number has a form that fewer than one in twenty of our own have;
- candidates were recorded within `AT_ONCE` seconds of the start of the search: faster than anyone
  can run one, as if the result had been there before.

It cannot see what nobody wrote down, nor a search of another's system: that shows in the logs of
the network. Another agency that only gave the video is the innocent one that it finds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audits.findings.choices import Kind
from audits.findings.patterns import signs
from audits.findings.patterns.found import Evidence, Found, Span, evidence_of
from policy.lists.models import Agency
from policy.personnel.models import Account, Person
from policy.searches.models import SearchRequest

# Uploading an image and counting the candidates that come back takes a person longer.
AT_ONCE = 10


@dataclass(frozen=True)
class Known:
    """What is ours, and who is not."""

    agencies: tuple[str, ...]
    domains: frozenset[str]
    forms: frozenset[str]

    @classmethod
    def by(cls, until: datetime) -> Self:
        ours = SearchRequest.objects.filter(submitted_at__lt=until, agency_is_outside=False)
        numbers = ours.exclude(case_number="").values_list("case_number", flat=True).iterator()
        people = Person.objects.exclude(email="").values_list("email", flat=True)
        accounts = Account.objects.exclude(email="").values_list("email", flat=True)
        return cls(
            agencies=tuple(Agency.objects.values_list("name", flat=True)),
            domains=frozenset(email.lower().rpartition("@")[2] for email in people.union(accounts)),
            forms=signs.forms_of_ours(numbers),
        )


def find(span: Span) -> Iterator[Found]:
    known = Known.by(span.until)
    for request in _requests(span):
        evidence = tuple(_evidence(request, known))
        if evidence:
            yield Found(
                pattern=Kind.LAUNDERING,
                cause=f"request {request.pk}",
                what=_("A request that says it is our own shows signs of an outside agency."),
                person=request.requester,
                unit=request.unit,
                happened=request.submitted_at or request.created_at,
                evidence=evidence,
            )


def _requests(span: Span) -> QuerySet[SearchRequest]:
    return (
        SearchRequest.objects.filter(
            submitted_at__gte=span.since, submitted_at__lt=span.until, agency_is_outside=False
        )
        .select_related("unit", "requester", "run")
        .order_by("submitted_at", "pk")
    )


def _evidence(request: SearchRequest, known: Known) -> Iterator[Evidence]:
    at = request.submitted_at or request.created_at
    text = signs.texts_of(request)
    for name in signs.agencies_named(text, known.agencies):
        words = _("The text names an outside agency.")
        yield evidence_of(request, words, at=at, private=name)
    for domain in signs.offices_written_to(text, known.domains):
        words = _("The text holds a mail address of another office.")
        yield evidence_of(request, words, at=at, private=domain)
    if _is_foreign(request.case_number, known):
        words = _("The case number does not look like ours.")
        yield evidence_of(request, words, at=at, private=request.case_number)
    yield from _recorded_at_once(request)


def _is_foreign(case_number: str, known: Known) -> bool:
    return bool(case_number.strip()) and signs.form_of(case_number) not in known.forms


def _recorded_at_once(request: SearchRequest) -> Iterator[Evidence]:
    run = getattr(request, "run", None)
    if run is None or not run.candidates or run.recorded_at is None:
        return
    if run.recorded_at - run.started_at < timedelta(seconds=AT_ONCE):
        words = _("Candidates were recorded within %(seconds)s seconds of the start of the search.")
        yield evidence_of(request, words % {"seconds": AT_ONCE}, at=run.recorded_at)
