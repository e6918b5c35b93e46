"""Pages of findings."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.findings.actions import close_finding
from audits.findings.choices import Action, State
from audits.findings.forms.closing import ClosingForm
from audits.findings.permissions import may
from audits.findings.queries import visible_to
from policy.paging import page_of
from policy.personnel.permissions import require
from policy.personnel.requests import Request

ORDER = ("-opened_at", "-pk")


@require_safe
def finding_list(request: Request) -> HttpResponse:
    page = page_of(visible_to(request.user), order=ORDER, query=request.GET)
    return render(request, "findings/list.html", {"page": page})


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    finding = get_object_or_404(visible_to(request.user), pk=pk)
    context = {
        "finding": finding,
        "may_close": may(request.user, Action.EXPLAIN, finding, timezone.now()),
    }
    return render(request, "findings/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    finding = get_object_or_404(visible_to(request.user), pk=pk)
    require(may(request.user, Action.EXPLAIN, finding, timezone.now()))
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "findings/close.html", {"finding": finding, "form": form})
    close_finding(
        finding=finding,
        disposition=State(form.cleaned_data["disposition"]),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect(finding)
