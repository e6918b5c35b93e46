"""The list of findings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audits.findings.forms.filters import FilterForm
from audits.findings.queries import visible_to
from policy.paging import page_of
from policy.personnel.choices import Role
from policy.personnel.requests import Request

ORDER = ("-opened_at", "-pk")


@require_safe
def finding_list(request: Request) -> HttpResponse:
    at = timezone.now()
    form = FilterForm(request.GET if FilterForm.base_fields.keys() & request.GET.keys() else None)
    findings = form.applied_to(visible_to(request.user), account=request.user, at=at)
    context = {
        "form": form,
        "page": page_of(findings, order=ORDER, query=request.GET),
        "now": at,
        "may_file": request.user.has_role(Role.AUDITOR),
        "may_read_rules": request.user.has_role(Role.AUDITOR, Role.OVERSIGHT, Role.POLICY_OFFICER),
    }
    return render(request, "findings/list.html", context)
