"""Pages of observations: the list, what shows one and why it is what it is, and runs unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audits.discovery.forms.filters import ObservationForm
from audits.discovery.models import StoredContact, StoredObservation
from audits.discovery.queries import formats, observations_visible_to
from audits.discovery.storing import private_of
from audits.discovery.untraced import runs_without_trace
from audits.discovery.untraced import untraced as seen_of
from audits.findings.models import Unmasking
from audits.findings.permissions import may_see_name
from audits.findings.queries import own_finding
from policy.paging import page_of
from policy.personnel.permissions import require
from policy.personnel.requests import Request

ORDER = ("-at", "-pk")
OWN_ORDER = ("-at", "-pk")
RUN_ORDER = ("-started_at", "-pk")
MOST_CONTACTS = 200
# Filters that few observations pass.
_FEW = {"code", "finding", "made"}


@dataclass(frozen=True)
class Line:
    """A contact, the format of its log in words, and what of it is sealed, if it is shown."""

    row: StoredContact
    label: str
    private: dict[str, str]


@dataclass(frozen=True)
class Own:
    """A search or visit of the reader's own, with the lines that show it."""

    row: StoredObservation
    lines: tuple[Line, ...]


@require_safe
def observation_list(request: Request) -> HttpResponse:
    asked = ObservationForm.base_fields.keys() & request.GET.keys()
    form = ObservationForm(request.GET if asked else None)
    observations = form.applied_to(observations_visible_to(request.user))
    few = bool(_FEW & form.given().keys())
    page = page_of(observations, order=ORDER, query=request.GET, by_sorting=few)
    return render(request, "discovery/observations.html", {"form": form, "page": page})


@require_safe
def detail(request: Request, observation: int) -> HttpResponse:
    one = find(request, observation)
    context: dict[str, Any] = {
        "observation": one,
        "lines": list(lines_of(one)),
        "more": max(0, one.contacts.count() - MOST_CONTACTS),
        "unmasking": unmasking_for(request, one),
    }
    return render(request, "discovery/observation.html", context)


@require_safe
def private(request: Request, observation: int, unmasking: int) -> HttpResponse:
    """What of the lines leads to a person, while it is shown; each look is told to the trail."""
    one = find(request, observation)
    row = get_object_or_404(Unmasking, pk=unmasking, finding=one.finding_id)
    require(may_see_name(request.user, row, timezone.now()))
    context = {"observation": one, "unmasking": row, "lines": list(lines_of(one, opened=True))}
    return render(request, "discovery/private.html", context)


@require_safe
def own(request: Request, token: str) -> HttpResponse:
    """What of a finding about the reader logs show, line by line, and how they were found."""
    finding = own_finding(request.user, token)
    if finding is None:
        raise Http404
    observations = finding.observations.select_related("system").order_by("at", "pk")
    page = page_of(observations, order=OWN_ORDER, query=request.GET, by_sorting=True)
    rows = [Own(row, tuple(lines_of(row, opened=True))) for row in page.rows]
    return render(request, "discovery/own.html", {"finding": finding, "page": page, "rows": rows})


@require_safe
def untraced(request: Request) -> HttpResponse:
    """All that no log shows alike: which of them are findings would tell whom those are about."""
    page = page_of(runs_without_trace(), order=RUN_ORDER, query=request.GET)
    context = {"page": page, "rows": list(seen_of(page.rows))}
    return render(request, "discovery/untraced.html", context)


def find(request: Request, pk: int) -> StoredObservation:
    return get_object_or_404(observations_visible_to(request.user), pk=pk)


def lines_of(one: StoredObservation, *, opened: bool = False) -> Iterator[Line]:
    known = formats()
    for row in one.contacts.select_related("file")[:MOST_CONTACTS]:
        label = known[row.log_format].label if row.log_format in known else row.log_format
        yield Line(row, label, private_of(row) if opened else {})


def unmasking_for(request: Request, one: StoredObservation) -> Unmasking | None:
    """The unmasking by which the reader may see what is sealed now."""
    now = timezone.now()
    own = Unmasking.objects.filter(finding=one.finding_id, asked_by=request.user)
    granted = own.select_related("finding") if one.finding_id else own.none()
    return next((row for row in granted if may_see_name(request.user, row, now)), None)
