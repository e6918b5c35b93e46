"""Pages of the rules by which findings are handled, and of the offices that are told."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.findings.actions import change_rule, save_office
from audits.findings.choices import Kind
from audits.findings.errors import Conflict
from audits.findings.forms.handling import OfficeForm, RuleForm
from audits.findings.models import HandlingRule, Office
from audits.findings.queries import rule_in_force, rules_in_force
from policy.personnel.choices import Role
from policy.personnel.requests import Request


@require_safe
def rules(request: Request) -> HttpResponse:
    context = {
        "rules": rules_in_force(),
        "offices": Office.objects.prefetch_related("accounts__person"),
        "may_change": request.user.has_role(Role.POLICY_OFFICER),
    }
    return render(request, "findings/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Request, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    now = rule_in_force(kind)
    form = RuleForm(request.POST if request.method == "POST" else None, rule=now)
    if form.is_valid() and _changed(request, form, Kind(kind)):
        return redirect("findings:rules")
    versions = HandlingRule.objects.filter(kind=kind).select_related("by__person")
    context = {"rule": now, "form": form, "versions": versions}
    return render(request, "findings/rule.html", context)


def _changed(request: Request, form: RuleForm, kind: Kind) -> bool:
    try:
        change_rule(kind=kind, by=request.user, at=timezone.now(), **form.values())
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        return False
    messages.success(request, _("The rule holds for what is found from now on."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def office(request: Request, office: int | None = None) -> HttpResponse:
    known = get_object_or_404(Office, pk=office) if office else None
    form = OfficeForm(request.POST if request.method == "POST" else None, office=known)
    if form.is_valid():
        save_office(office=known, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("findings:rules")
    return render(request, "findings/office.html", {"form": form, "office": known})
