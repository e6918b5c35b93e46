"""The overview: what was found, beside what could not be seen."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audits.discovery.forms.filters import OverviewForm
from audits.discovery.overview import MOST_ROWS, described, numbers_of, reached, weeks
from audits.discovery.permissions import may_import
from audits.discovery.queries import imports_visible_to, observations_visible_to
from audits.discovery.unseen import unseen_in
from policy.personnel.requests import Request

# What a reader takes in at once; a link shows the others.
_FEW_ROWS = 20


def form_of(request: Request) -> OverviewForm:
    asked = OverviewForm.base_fields.keys() & request.GET.keys()
    return OverviewForm(request.GET if asked else None)


@require_safe
def overview(request: Request) -> HttpResponse:
    form = form_of(request)
    observations = form.within(observations_visible_to(request.user))
    rows = list(reached(form.of_state(observations)))
    by_week = weeks(form.of_state(observations))
    shown = MOST_ROWS if "all" in request.GET else _FEW_ROWS
    context: dict[str, Any] = {
        "form": form,
        "unseen": unseen_in(imports_visible_to(request.user)),
        "numbers": numbers_of(observations),
        "rows": rows[:shown],
        "more": len(rows) > shown,
        "few": shown == _FEW_ROWS,
        "most": MOST_ROWS,
        "weeks": [week for week in by_week if week.searches or week.visits],
        "described": described(by_week) if by_week else "",
        "may_import": may_import(request.user),
    }
    return render(request, "discovery/overview.html", context)


@require_safe
def chart(request: Request) -> HttpResponse:
    """Searches and visits by week as an image; `?narrow` for a phone."""
    # What draws takes a while to load: only where it is needed.
    from audits.discovery.timeline import NARROW, WIDE, timeline_svg

    form = form_of(request)
    by_week = weeks(form.of_state(form.within(observations_visible_to(request.user))))
    if not by_week:
        raise Http404
    svg = timeline_svg(by_week, NARROW if "narrow" in request.GET else WIDE)
    return HttpResponse(svg, content_type="image/svg+xml")
