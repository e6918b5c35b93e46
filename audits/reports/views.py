"""Pages of reports; every figure comes from the stored report."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.discovery.permissions import may_read as may_read_discovery
from audits.reports.actions import make_report
from audits.reports.charts import NARROW, WIDE, chart_svg, has_chart
from audits.reports.choices import Kind
from audits.reports.forms import NewReportForm
from audits.reports.models import Report
from audits.reports.period import local_day
from audits.reports.permissions import may_make
from audits.reports.queries import for_list, visible_to
from audits.reports.rendering import RENDERERS, Format, file_name
from audits.reports.rendering.document import document_of
from audits.trail.proving import NoProof, latest_of
from audits.trail.views.proofs import not_yet, proof_response
from policy.paging import page_of
from policy.personnel.models import Account
from policy.personnel.requests import Request
from policy.policies.models import Replay
from policy.policies.queries import compiled
from policy.policies.queries import visible_to as visible_versions

ORDER = ("-made_at", "-pk")


@require_safe
def report_list(request: Request) -> HttpResponse:
    page = page_of(for_list(request.user), order=ORDER, query=request.GET)
    return render(request, "reports/list.html", {"page": page, "may_make": may_make(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    at = timezone.now()
    typed = request.POST if request.method == "POST" else None
    form = NewReportForm(typed, today=local_day(at))
    if not form.is_valid():
        return render(request, "reports/new.html", {"form": form})
    period = form.cleaned_data["period"]
    report = make_report(
        kind=Kind(form.cleaned_data["kind"]),
        period_from=period.first,
        period_to=period.last,
        unit=form.cleaned_data["unit"],
        by=request.user,
        at=at,
    )
    return redirect(report)


@require_POST
def look_back(request: Request, replay_pk: int) -> HttpResponse:
    """Keeps what a replay asked as a report, with the figures as they stand now."""
    versions = visible_versions(request.user)
    replay = get_object_or_404(Replay, pk=replay_pk, version__in=versions)
    report = make_report(
        kind=Kind.LOOK_BACK,
        period_from=local_day(replay.begins),
        period_to=local_day(replay.ends - timedelta(microseconds=1)),
        unit=None,
        by=request.user,
        at=timezone.now(),
        policy=compiled(replay.version),
    )
    return redirect(report)


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    report = find(request, pk)
    context = {
        "report": report,
        "document": document_of(report),
        "formats": Format,
        "source": source_of(report, request.user),
    }
    return render(request, "reports/detail.html", context)


@require_safe
def download(request: Request, pk: int, form: str) -> HttpResponse:
    report = find(request, pk)
    if form not in Format:
        raise Http404
    renderer = RENDERERS[Format(form)]
    response = HttpResponse(renderer.render(report), content_type=renderer.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(report, Format(form))}"'
    return response


@require_safe
def proof(request: Request, pk: int) -> HttpResponse:
    """That the report is on record as it was made."""
    report = find(request, pk)
    try:
        position = latest_of(Report._meta.label, report.pk)
    except NoProof:
        return not_yet(request)
    return proof_response(request, position, with_content=True)


@require_safe
def chart(request: Request, pk: int, table: str) -> HttpResponse:
    """One chart as an image; `?narrow` for a phone."""
    drawn = find_chart(find(request, pk), table)
    svg = chart_svg(drawn, NARROW if "narrow" in request.GET else WIDE)
    return HttpResponse(svg, content_type="image/svg+xml")


def source_of(report: Report, account: Account) -> str:
    """The page of discovery in the report's period, for whoever may read it."""
    if report.kind != Kind.DISCOVERY or not may_read_discovery(account):
        return ""
    days = {"since": report.period_from.isoformat(), "until": report.period_to.isoformat()}
    return f"{reverse('discovery:overview')}?{urlencode(days)}"


def find(request: Request, pk: int) -> Report:
    return get_object_or_404(visible_to(request.user), pk=pk)


def find_chart(report: Report, name: str) -> dict[str, Any]:
    for section in report.figures["sections"]:
        for table in section["tables"]:
            if table["name"] == name and has_chart(table):
                return table
    raise Http404
